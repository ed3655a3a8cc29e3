//! The security headers on what hyper answers by itself to a request that it can't read (400,
//! 414, 431): it writes those answers below every layer, so that they are completed here, on
//! their way to the wire.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Bytes;
use hyper::rt::{Read, ReadBufCursor, Write};

/// Statuses of the answers that hyper makes.
const REFUS: [&[u8]; 3] = [b"HTTP/1.1 400 ", b"HTTP/1.1 414 ", b"HTTP/1.1 431 "];
/// What each of our own answers carries already.
const TEMOIN: &[u8] = b"x-content-type-options";
const FIN_DE_LIGNE: &[u8] = b"\r\n";

/// A connection whose bare refusals are completed.
pub(super) struct Habit<T> {
    dedans: T,
    entetes: Bytes,
    /// Of a completed answer, what is not written yet.
    reste: Vec<u8>,
}

impl<T> Habit<T> {
    pub fn new(dedans: T, entetes: Bytes) -> Self {
        Self { dedans, entetes, reste: Vec::new() }
    }
}

impl<T: Write + Unpin> Habit<T> {
    fn ecrire_le_reste(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while !self.reste.is_empty() {
            let ecrits = ready!(Pin::new(&mut self.dedans).poll_write(cx, &self.reste))?;
            if ecrits == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            self.reste.drain(..ecrits);
        }
        Poll::Ready(Ok(()))
    }
}

/// The answer with its headers, when it is one of those that lack them.
fn habiller(reponse: &[u8], entetes: &[u8]) -> Option<Vec<u8>> {
    let nue = REFUS.iter().any(|debut| reponse.starts_with(debut));
    if entetes.is_empty() || !nue || contient(reponse, TEMOIN) {
        return None;
    }
    let ligne = reponse.windows(2).position(|deux| deux == FIN_DE_LIGNE)? + FIN_DE_LIGNE.len();
    let (debut, suite) = reponse.split_at(ligne);
    Some([debut, entetes, suite].concat())
}

fn contient(texte: &[u8], cherche: &[u8]) -> bool {
    texte.windows(cherche.len()).any(|part| part.eq_ignore_ascii_case(cherche))
}

impl<T: Read + Unpin> Read for Habit<T> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        tampon: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.dedans).poll_read(cx, tampon)
    }
}

impl<T: Write + Unpin> Write for Habit<T> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, octets: &[u8]) -> Poll<io::Result<usize>> {
        ready!(self.ecrire_le_reste(cx))?;
        let Some(habillee) = habiller(octets, &self.entetes) else {
            return Pin::new(&mut self.dedans).poll_write(cx, octets);
        };
        self.reste = habillee;
        // What can't leave now leaves before the next word, or with the flush.
        if let Poll::Ready(Err(erreur)) = self.ecrire_le_reste(cx) {
            return Poll::Ready(Err(erreur));
        }
        Poll::Ready(Ok(octets.len()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        morceaux: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        ready!(self.ecrire_le_reste(cx))?;
        match morceaux.first() {
            Some(premier) if habiller(premier, &self.entetes).is_some() => self.poll_write(cx, premier),
            _ => Pin::new(&mut self.dedans).poll_write_vectored(cx, morceaux),
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.dedans.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.ecrire_le_reste(cx))?;
        Pin::new(&mut self.dedans).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.ecrire_le_reste(cx))?;
        Pin::new(&mut self.dedans).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::habiller;

    #[test]
    fn only_a_bare_refusal_is_completed_and_only_once() {
        let entetes = b"x-content-type-options: nosniff\r\n";
        let nue = b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-length: 0\r\n\r\n";
        let habillee = habiller(nue, entetes).unwrap();
        assert_eq!(
            String::from_utf8(habillee.clone()).unwrap(),
            "HTTP/1.1 431 Request Header Fields Too Large\r\nx-content-type-options: nosniff\r\n\
             content-length: 0\r\n\r\n"
        );
        assert_eq!(habiller(&habillee, entetes), None);
        assert_eq!(habiller(b"HTTP/1.1 200 OK\r\n\r\n", entetes), None);
        assert_eq!(habiller(b"HTTP/1.1 404 Not Found\r\n\r\n", entetes), None);
        assert_eq!(habiller(nue, b""), None);
    }
}
