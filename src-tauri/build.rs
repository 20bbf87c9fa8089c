//! Builds the window's context when the feature `desktop` is on.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src-tauri/build.rs");
    #[cfg(feature = "desktop")]
    window::build()?;
    Ok(())
}

#[cfg(feature = "desktop")]
mod window {
    use std::error::Error;
    use std::fs;
    use std::path::Path;

    use tauri_build::{AppManifest, Attributes};

    const STUB: &str = "<!doctype html><title>Lede</title><p>The window's page is not built: run <code>./dev app</code>.</p>\n";

    pub(super) fn build() -> Result<(), Box<dyn Error>> {
        for path in ["tauri.conf.json", "src-tauri/capabilities", "src-tauri/icons", "ui/dist"] {
            println!("cargo::rerun-if-changed={path}");
        }
        stub_page(Path::new("ui/dist/index.html"))?;
        let attributes = Attributes::new()
            .capabilities_path_pattern("src-tauri/capabilities/**/*")
            .app_manifest(AppManifest::new().permissions_path_pattern("src-tauri/permissions/**/*.toml"));
        tauri_build::try_build(attributes)?;
        Ok(())
    }

    /// Without any page the window's context does not compile, so that `cargo check` would need Node.
    fn stub_page(page: &Path) -> Result<(), Box<dyn Error>> {
        if !page.exists() {
            fs::create_dir_all(page.parent().ok_or("no folder")?)?;
            fs::write(page, STUB)?;
        }
        Ok(())
    }
}
