//! The server of the page: its own pages are let in, everybody else is sent away, and whatever is
//! sent leaves it serving.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::sync::OnceLock;
use std::sync::mpsc::channel;

use verdeel::web::{Site, serve};

use crate::source::{File, files_below};

/// The address of one server that all tests of this file ask; it ends with the tests.
fn server() -> SocketAddr {
    static SERVER: OnceLock<SocketAddr> = OnceLock::new();
    *SERVER.get_or_init(|| {
        let (told, heard) = channel();
        std::thread::spawn(move || {
            let site = Site {
                read: Box::new(|path| Err(format!("no `{path}` here"))),
                files: Vec::new(),
                start: None,
            };
            let address = SocketAddr::from(([127, 0, 0, 1], 0));
            serve(address, site, |page| {
                told.send(page.to_owned()).expect("a listener");
            })
        });
        let page = heard.recv().expect("an address");
        let host = page.trim_start_matches("http://").trim_end_matches('/');
        host.parse().expect("an address with a port")
    })
}

/// Sends a request and returns the status with everything that came back; 0 where nothing did.
fn sent(bytes: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(server()).expect("the server listens");
    // A server that has refused need not read on.
    stream.write_all(bytes).unwrap_or_default();
    answer_of(stream)
}

/// Sends what may be no whole request, and nothing after it.
fn thrown(bytes: &[u8]) -> (u16, String) {
    let mut stream = TcpStream::connect(server()).expect("the server listens");
    stream.write_all(bytes).unwrap_or_default();
    stream
        .shutdown(std::net::Shutdown::Write)
        .unwrap_or_default();
    answer_of(stream)
}

fn answer_of(mut stream: TcpStream) -> (u16, String) {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap_or_default();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let status = answer.get(9..12).and_then(|status| status.parse().ok());
    (status.unwrap_or(0), answer)
}

/// Returns a request with these lines of its head, the host of this server unless one is given.
fn request(first: &str, head: &[&str], body: &str) -> Vec<u8> {
    let mut lines = vec![format!("{first} HTTP/1.1")];
    if !head
        .iter()
        .any(|line| line.to_lowercase().starts_with("host:"))
    {
        lines.push(format!("Host: {}", server()));
    }
    lines.extend(head.iter().map(|line| (*line).to_owned()));
    lines.push("Connection: close".to_owned());
    lines.push(format!("Content-Length: {}", body.len()));
    format!("{}\r\n\r\n{body}", lines.join("\r\n")).into_bytes()
}

const JSON: &str = "Content-Type: application/json";

#[test]
fn the_page_and_its_port_answer_their_own_page_and_nobody_else() {
    let own = format!("Origin: http://{}", server());
    let local = format!("Host: localhost:{}", server().port());
    let elsewhere = format!("Host: example.org:{}", server().port());
    let cases: [(u16, &str, Vec<&str>, &str); 15] = [
        (200, "GET /", vec![], ""),
        (200, "GET /", vec![&local], ""),
        (200, "GET /main.js", vec![], ""),
        (200, "POST /port/1/library", vec![JSON], "{}"),
        (
            200,
            "POST /port/1/library",
            vec![JSON, &own, "Sec-Fetch-Site: same-origin"],
            "{}",
        ),
        (403, "GET /", vec!["Host: example.org"], ""),
        (403, "GET /", vec![&elsewhere], ""),
        (
            403,
            "POST /port/1/library",
            vec![JSON, "Origin: http://example.org"],
            "{}",
        ),
        (
            403,
            "POST /port/1/library",
            vec![JSON, "Origin: null"],
            "{}",
        ),
        (
            403,
            "POST /port/1/library",
            vec![JSON, "Sec-Fetch-Site: cross-site"],
            "{}",
        ),
        (
            403,
            "POST /port/1/library",
            vec!["Content-Type: text/plain"],
            "{}",
        ),
        (404, "GET /../Cargo.toml", vec![], ""),
        (404, "POST /port/1/nothing", vec![JSON], "{}"),
        (405, "GET /port/1/library", vec![], ""),
        (400, "POST /port/1/look", vec![JSON], "[]"),
    ];
    for (status, first, head, body) in cases {
        let (found, answer) = sent(&request(first, &head, body));
        assert_eq!(found, status, "{first} {head:?}\n{answer}");
        let sealed = "content-security-policy: default-src 'none'; script-src 'self'";
        assert!(answer.contains(sealed), "{first} {head:?}\n{answer}");
    }
}

#[test]
fn no_file_is_read_that_the_folder_does_not_give() {
    for path in [
        "/etc/passwd",
        "../Cargo.toml",
        "C:\\a.toml",
        "question:Z9",
        "a\0b.toml",
    ] {
        let body = serde_json::json!({ "scenario": { "path": path } }).to_string();
        for operation in ["open", "look", "rules", "keep"] {
            let body = match operation {
                "keep" => body.replace("}}", "},\"as\":\"toml\"}"),
                _ => body.clone(),
            };
            let (status, answer) = sent(&request(
                &format!("POST /port/1/{operation}"),
                &[JSON],
                &body,
            ));
            assert_eq!(status, 200, "{operation} {path}: {answer}");
            assert!(
                answer.contains("\"message\":\"error"),
                "{operation} {path}: {answer}"
            );
        }
    }
}

/// A thousand requests that nobody means well by, made by rule: broken heads, hosts, sizes, paths,
/// methods, JSON cut off anywhere, scenarios of nonsense.
fn hostile(at: usize) -> Vec<u8> {
    let look = r#"{"scenario":{"path":"a.toml","text":"title = \"t\"\n[[region]]\nid = \"a\""}}"#;
    let part = look.get(..at % look.len()).unwrap_or_default();
    let odd =
        ["é", "\u{0}", "[[", "{", "\"", "9e999", "%2e%2e", "\u{202e}"][at % 8].repeat(1 + at % 50);
    match at % 10 {
        0 => request("POST /port/1/look", &[JSON], part),
        1 => request(
            &format!("GET /{}", odd.replace(char::is_control, "%00")),
            &[],
            "",
        ),
        2 => request("GET /", &[&format!("Host: {odd}")], ""),
        3 => format!("{odd}\r\n\r\n").into_bytes(),
        4 => request(
            &format!("{} /port/1/look", ["PUT", "DELETE", "X", "TRACE"][at % 4]),
            &[],
            "",
        ),
        5 => {
            let text = serde_json::json!({ "scenario": { "path": "x.toml", "text": odd } });
            request("POST /port/1/look", &[JSON], &text.to_string())
        }
        6 => {
            let deep = "[".repeat(10 * at);
            request("POST /port/1/rules", &[JSON], &deep)
        }
        7 => {
            let edits = serde_json::json!({
                "scenario": { "path": "x.toml", "text": "a = 1" },
                "edits": [{ "set": format!("component.{odd}.amount"), "value": odd }],
            });
            request("POST /port/1/edit", &[JSON], &edits.to_string())
        }
        8 => {
            let draws = serde_json::json!({ "scenario": { "path": "x" }, "draws": u64::MAX });
            request("POST /port/1/look", &[JSON], &draws.to_string())
        }
        _ => {
            let claimed = format!("Content-Length: {}", usize::MAX - at);
            let head = format!("POST /port/1/look HTTP/1.1\r\nHost: {}\r\n", server());
            format!("{head}{JSON}\r\n{claimed}\r\n\r\n{part}").into_bytes()
        }
    }
}

#[test]
fn a_thousand_hostile_requests_leave_it_serving() {
    for at in 0..1_000 {
        let (status, answer) = thrown(&hostile(at));
        // Nothing at all is an answer to what is no request.
        assert!(status < 500, "request {at}: {answer}");
    }
    let large = format!(
        "{{\"scenario\":{{\"path\":\"{}\"}}}}",
        "x".repeat(17 * 1024 * 1024)
    );
    let (status, _) = sent(&request("POST /port/1/look", &[JSON], &large));
    assert!([0, 413].contains(&status), "{status}");
    let (status, answer) = sent(&request("POST /port/1/library", &[JSON], "{}"));
    assert_eq!(status, 200, "{answer}");
    assert!(answer.contains("linear-2020"), "{answer}");
}

#[test]
fn every_file_of_the_page_is_handed_out() {
    let files = files_below(&["src/web/assets"], "");
    let files: Vec<&File> = files.iter().collect();
    assert!(!files.is_empty());
    for file in files {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        if name == "jsconfig.json" {
            continue; // for the check of types
        }
        let (status, answer) = sent(&request(&format!("GET /{name}"), &[], ""));
        assert_eq!(status, 200, "{name}: {answer}");
    }
}
