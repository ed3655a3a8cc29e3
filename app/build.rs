//! Cutting the module (feature `decoupe`) needs to know who calls whom.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var_os("CARGO_FEATURE_DECOUPE").is_some() {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
