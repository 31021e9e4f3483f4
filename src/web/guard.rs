//! Who may ask: pages of this server, on this machine, and nobody else's.
//!
//! A page elsewhere can make a browser send requests here. Such a request names another host (a
//! name that was made to point at this machine) or another origin, and is refused.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{HeaderName, HeaderValue, ORIGIN};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use super::refusal;

/// The address that is listened at.
pub(super) struct Door {
    bound: SocketAddr,
}

impl Door {
    pub(super) fn of(bound: SocketAddr) -> Door {
        Door { bound }
    }

    /// Says whether a host is this machine: by number, or as `localhost`. No name can be made to
    /// point at a number.
    fn is_here(&self, host: &str) -> bool {
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        let ip = name.trim_start_matches('[').trim_end_matches(']');
        let ip: Option<IpAddr> = ip.parse().ok();
        let is_own = match ip {
            Some(ip) if self.bound.ip().is_unspecified() => !ip.is_unspecified(),
            Some(ip) => ip == self.bound.ip(),
            None => name == "localhost" && self.listens_here(),
        };
        is_own && port == self.bound.port().to_string()
    }

    fn listens_here(&self) -> bool {
        self.bound.ip().is_loopback() || self.bound.ip().is_unspecified()
    }

    fn lets_in(&self, method: &Method, headers: &HeaderMap) -> Result<(), &'static str> {
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let mut hosts = headers.get_all(header::HOST).iter();
        let host = text(&header::HOST).filter(|host| self.is_here(host));
        let Some(host) = host.filter(|_| hosts.by_ref().count() == 1) else {
            return Err("another host");
        };
        if headers.contains_key(ORIGIN) && text(&ORIGIN) != Some(&format!("http://{host}")) {
            return Err("another origin");
        }
        let from = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
        if !matches!(from, None | Some(b"same-origin" | b"none")) && method != Method::GET {
            return Err("another site");
        }
        // A form of another site cannot send this without being asked first, which is refused.
        let is_json = text(&header::CONTENT_TYPE)
            .is_some_and(|kind| kind.split(';').next().map(str::trim) == Some("application/json"));
        match *method == Method::POST && !is_json {
            true => Err("send application/json"),
            false => Ok(()),
        }
    }
}

/// Refuses who may not ask.
pub(super) async fn guarded(
    State(door): State<Arc<Door>>,
    request: Request,
    next: Next,
) -> Response {
    match door.lets_in(request.method(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(why) => refusal(StatusCode::FORBIDDEN, why),
    }
}

/// What a browser is told about every answer: nothing from elsewhere, in no frame, not kept.
const SEALS: [(&str, &str); 7] = [
    (
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-resource-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cache-control", "no-store"),
];

/// Puts the seals on an answer.
pub(super) async fn sealed(mut response: Response) -> Response {
    for (name, value) in SEALS {
        let name = HeaderName::from_static(name);
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}
