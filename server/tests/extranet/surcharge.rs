//! More than the server can do: memory stays bounded, what is too much is told at once, and what
//! the server says of its own health is true.

mod afflux;
mod lectures;
mod memoire;
mod sante;
