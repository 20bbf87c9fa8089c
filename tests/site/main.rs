//! Serves the loopback news site for by-hand work: `cargo run --example news-site [PORT]`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "mod.rs"]
mod site;

fn main() {
    let port = std::env::args().nth(1).map_or(0, |port| port.parse().expect("a port number"));
    let site = site::Site::start_at(port);
    println!("{}  (private: {})", site.url("/"), site.private_url("/"));
    for page in site::pages::PAGES {
        println!("{:24} {}", page.name, site.url(page.path));
    }
    loop {
        std::thread::park();
    }
}
