//! Digests as records name them: `sha1:` and base32, or `sha256:` and hexadecimal digits, or the one with the digits of the other.

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// Whether bytes are those that a digest is of; nothing where the digest is of a kind that is not known.
pub(super) fn agrees(said: &str, bytes: &[u8]) -> Option<bool> {
    let (kind, digits) = said.trim().split_once(':')?;
    let sum = match kind.to_ascii_lowercase().as_str() {
        "sha1" | "sha-1" => Sha1::digest(bytes).to_vec(),
        "sha256" | "sha-256" => Sha256::digest(bytes).to_vec(),
        _ => return None,
    };
    let digits = digits.trim_end_matches('=');
    Some(digits.eq_ignore_ascii_case(&base32(&sum)) || digits.eq_ignore_ascii_case(&hex(&sum)))
}

/// Bytes in hexadecimal digits.
pub(in crate::import) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bytes in the digits of RFC 4648, section 6, without padding.
fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let digit = |five: u64| char::from(DIGITS[usize::try_from(five & 31).unwrap_or_default()]);
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0, |bits, byte| bits << 8 | u64::from(*byte)) << (8 * (5 - group.len()));
        let count = (group.len() * 8).div_ceil(5);
        (0..count).map(move |at| digit(bits >> (35 - 5 * at))).collect::<String>()
    };
    bytes.chunks(5).map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_standard() {
        // RFC 4648, section 10.
        let known = [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
        ];
        for (text, digits) in known {
            assert_eq!(base32(text.as_bytes()), digits);
        }
    }

    #[test]
    fn digests_of_either_kind_in_either_digits_are_compared() {
        let empty = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ";
        assert_eq!(agrees(empty, b""), Some(true));
        assert_eq!(agrees(empty, b"x"), Some(false));
        assert_eq!(agrees("SHA-1:da39a3ee5e6b4b0d3255bfef95601890afd80709", b""), Some(true));
        let sum = format!("sha256:{}", hex(&Sha256::digest(b"x")));
        assert_eq!((agrees(&sum, b"x"), agrees(&sum, b"y")), (Some(true), Some(false)));
        assert_eq!((agrees("md5:x", b""), agrees("nothing", b"")), (None, None));
    }
}
