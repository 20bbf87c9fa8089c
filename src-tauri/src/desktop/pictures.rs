//! The protocol `archive://localhost/HASH` (`http://archive.localhost/HASH` on Windows): pictures out of the archive, and
//! under `thumbnail/HASH` the same small enough for lists.

use tauri::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use tauri::http::{Method, Request, Response, StatusCode};
use tauri::{AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry, async_runtime};

use crate::library::Library;
use crate::model::AssetHash;

/// The protocol's name, as in the content security policy of `tauri.conf.json`.
pub(super) const SCHEME: &str = "archive";

type Reply = Response<Vec<u8>>;

/// Answers off the main thread, since a picture may be many megabytes.
pub(super) fn serve(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    async_runtime::spawn_blocking(move || responder.respond(answer(&app, &request)));
}

/// What is asked for.
#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole(AssetHash),
    Small(AssetHash),
}

fn answer(app: &AppHandle, request: &Request<Vec<u8>>) -> Reply {
    let picture = asked_for(request).and_then(|asked| picture(&*app.try_state::<Library>()?, &asked));
    picture.and_then(|(mime, bytes)| found(&mime, bytes).ok()).unwrap_or_else(not_found)
}

/// Media type and file.
fn picture(library: &Library, asked: &Asked) -> Option<(String, Vec<u8>)> {
    match asked {
        Asked::Whole(hash) => library.asset(hash).ok().map(|asset| (asset.mime, asset.bytes)),
        Asked::Small(hash) => library.thumbnail(hash).ok().map(|small| (small.mime, small.bytes)),
    }
}

fn asked_for(request: &Request<Vec<u8>>) -> Option<Asked> {
    let path = request.uri().path().strip_prefix('/')?;
    let (asked, hash): (fn(_) -> _, _) = match path.strip_prefix("thumbnail/") {
        Some(hash) => (Asked::Small, hash),
        None => (Asked::Whole, path),
    };
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    (request.method() == Method::GET && is_hash).then(|| asked(AssetHash(hash.to_owned())))
}

fn found(mime: &str, bytes: Vec<u8>) -> tauri::http::Result<Reply> {
    Response::builder()
        .header(CONTENT_TYPE, mime)
        // The address is the hash of the bytes.
        .header(CACHE_CONTROL, "private, max-age=31536000, immutable")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        // An SVG is a document: opened as one, it may neither run nor load anything.
        .header(CONTENT_SECURITY_POLICY, "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .body(bytes)
}

fn not_found() -> Reply {
    let mut reply = Response::new(Vec::new());
    *reply.status_mut() = StatusCode::NOT_FOUND;
    reply
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(path: &str) -> Request<Vec<u8>> {
        Request::get(format!("archive://localhost/{path}")).body(Vec::new()).unwrap()
    }

    #[test]
    fn only_a_whole_hash_is_looked_up() {
        let hash = "0123456789abcdef".repeat(4);
        let known = AssetHash(hash.clone());
        assert_eq!(asked_for(&get(&hash)), Some(Asked::Whole(known.clone())));
        assert_eq!(asked_for(&get(&format!("thumbnail/{hash}"))), Some(Asked::Small(known)));
        for path in [
            "",
            "abc",
            "thumbnail/",
            "../../etc/passwd",
            &hash.to_uppercase(),
            &format!("{hash}0"),
            &format!("a/{hash}"),
        ] {
            assert_eq!(asked_for(&get(path)), None, "{path} was taken for a hash");
        }
        let post = Request::post(format!("archive://localhost/{hash}")).body(Vec::new()).unwrap();
        assert_eq!(asked_for(&post), None);
    }

    #[test]
    fn a_picture_is_cached_and_can_do_nothing() {
        let reply = found("image/svg+xml", b"<svg/>".into()).unwrap();
        let header = |name| reply.headers().get(name).map(|value| value.to_str().unwrap());
        assert_eq!(header(CONTENT_TYPE), Some("image/svg+xml"));
        assert_eq!(header(X_CONTENT_TYPE_OPTIONS), Some("nosniff"));
        assert!(header(CACHE_CONTROL).unwrap().contains("immutable"));
        assert!(header(CONTENT_SECURITY_POLICY).unwrap().contains("sandbox"));
        assert_eq!(not_found().status(), StatusCode::NOT_FOUND);
    }
}
