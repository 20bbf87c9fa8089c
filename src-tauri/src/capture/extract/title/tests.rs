use super::*;

#[test]
fn the_sites_name_is_cut_off_and_nothing_else() {
    for (title, site, bare) in [
        ("Floods hit Lahore | Example News", Some("Example News"), "Floods hit Lahore"),
        ("Floods hit Lahore - World - Example", Some("Example"), "Floods hit Lahore - World"),
        ("Example: Floods", Some("Example"), "Example: Floods"),
        ("Floods – what we know", Some("Example"), "Floods – what we know"),
        ("Example | Floods hit Lahore", Some("Example"), "Floods hit Lahore"),
        ("سیل در لاهور - خبرگزاری نمونه", Some("خبرگزاری نمونه"), "سیل در لاهور"),
        ("Floods hit Lahore", None, "Floods hit Lahore"),
    ] {
        assert_eq!(without_site(title, site), bare);
    }
}
