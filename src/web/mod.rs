//! The local page: what-ifs for people without a terminal.
//!
//! A server on this machine hands out the page, and answers its engine port (`docs/port.md`). It
//! knows no rule and no file: whoever starts it gives it a function that reads.

mod assets;
mod engine;
mod guard;
mod letters;
mod live;
mod site;

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;
use tokio::time::timeout;

pub use self::engine::engine;
pub use self::live::{LiveFile, LiveQuestion, live};
pub use self::site::{Files, SITE_MARK, site};

use self::guard::{Door, guarded, sealed};
use crate::study::{Memory, NoRequest, PORT_VERSION, Port, ask_port};

/// Largest request: a scenario with all its counts, many times over.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// How many requests are worked at, at once; others wait.
const AT_ONCE: usize = 4;

/// How long one request may take.
const LONGEST: Duration = Duration::from_secs(60);

/// Reads a file of the folder that the page may see.
pub type Reader = Box<dyn Fn(&str) -> Result<String, String> + Send + Sync>;

/// What the page may see.
pub struct Site {
    /// Reads a file by its path.
    pub read: Reader,
    /// The scenario files that there are.
    pub files: Vec<String>,
    /// The scenario to begin with.
    pub start: Option<String>,
}

/// What all requests share.
struct Desk {
    site: Site,
    memory: Memory,
    turns: Semaphore,
}

/// Serves the page at an address until the program ends; port 0 takes any that is free. `told` is
/// called once with the address that browsers open.
///
/// # Errors
///
/// Why the address cannot be listened at.
pub fn serve(address: SocketAddr, site: Site, told: impl FnOnce(&str)) -> std::io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        let bound = listener.local_addr()?;
        told(&format!("http://{}/", reachable(bound)));
        axum::serve(listener, router(site, bound)).await
    })
}

/// Returns the address that a browser on this machine opens.
fn reachable(bound: SocketAddr) -> SocketAddr {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        ip => ip,
    };
    SocketAddr::new(ip, bound.port())
}

fn router(site: Site, bound: SocketAddr) -> Router {
    let desk = Arc::new(Desk {
        site,
        memory: Memory::default(),
        turns: Semaphore::new(AT_ONCE),
    });
    let path = format!("/port/{PORT_VERSION}/{{operation}}");
    Router::new()
        .route("/", get(async || asset("index.html")))
        .route(
            "/{name}",
            get(async |Path(name): Path<String>| asset(&name)),
        )
        .route(&path, post(answered))
        .fallback(async || refusal(StatusCode::NOT_FOUND, "there is nothing here"))
        .method_not_allowed_fallback(async || {
            refusal(
                StatusCode::METHOD_NOT_ALLOWED,
                "the port takes POST, the page GET",
            )
        })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(from_fn_with_state(Arc::new(Door::of(bound)), guarded))
        .layer(map_response(sealed))
        .with_state(desk)
}

fn asset(name: &str) -> Response {
    match assets::find(name) {
        Some((kind, text)) => response(StatusCode::OK, kind, text),
        None => refusal(StatusCode::NOT_FOUND, "there is nothing here"),
    }
}

/// Answers a request to the port, on a thread of its own, for as long as it may take.
async fn answered(
    State(desk): State<Arc<Desk>>,
    Path(operation): Path<String>,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Response {
    let Ok(body) = body else {
        return refusal(StatusCode::PAYLOAD_TOO_LARGE, "the request is too large");
    };
    let work = async {
        // A turn is only refused when the program ends.
        let _turn = desk.turns.acquire().await.ok()?;
        let desk = Arc::clone(&desk);
        Some(spawn_blocking(move || answer(&desk, &operation, &body)).await)
    };
    match timeout(LONGEST, work).await {
        Ok(Some(Ok(Ok(text)))) => response(StatusCode::OK, JSON, text),
        Ok(Some(Ok(Err(why)))) => {
            let status = match why {
                NoRequest::UnknownOperation(_) => StatusCode::NOT_FOUND,
                NoRequest::Malformed(_) => StatusCode::BAD_REQUEST,
            };
            refusal(status, &why.to_string())
        }
        Ok(_) => refusal(
            StatusCode::INTERNAL_SERVER_ERROR,
            "a fault in the program; nothing is lost",
        ),
        Err(_) => refusal(StatusCode::SERVICE_UNAVAILABLE, "this takes too long"),
    }
}

fn answer(desk: &Desk, operation: &str, body: &[u8]) -> Result<String, NoRequest> {
    let port = Port {
        read: &desk.site.read,
        files: &desk.site.files,
        start: desk.site.start.as_deref(),
        memory: &desk.memory,
    };
    ask_port(port, operation, body).map(|answer| answer.to_string())
}

const JSON: &str = "application/json";

/// Returns what is told to who asks for what is not there, or may not be had.
fn refusal(status: StatusCode, why: &str) -> Response {
    let why = why.replace(['"', '\\'], "'");
    let why = why.replace(char::is_control, " ");
    response(
        status,
        JSON,
        format!("{{\"port\":{PORT_VERSION},\"error\":\"{why}\"}}"),
    )
}

fn response(status: StatusCode, kind: &'static str, text: impl Into<Body>) -> Response {
    let mut response = Response::new(text.into());
    *response.status_mut() = status;
    let kind = header::HeaderValue::from_static(kind);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
