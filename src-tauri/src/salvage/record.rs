//! A row as it is stored.

use super::bytes::varint;

/// Columns of a row; no table of this world has more.
const MOST_COLUMNS: usize = 2000;

/// A value of a row. A text is whatever bytes stand for it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Real(f64),
    /// A text, not always UTF-8.
    Text(Vec<u8>),
    /// Bytes.
    Blob(Vec<u8>),
}

/// The values of a row; `None` when they are not what its head says.
pub(super) fn decode(payload: &[u8]) -> Option<Vec<Value>> {
    let (head, mut at) = varint(payload)?;
    let head = usize::try_from(head).ok().filter(|head| *head <= payload.len() && *head >= at)?;
    let mut body = head;
    let mut values = Vec::new();
    while at < head {
        let (kind, length) = varint(payload.get(at..head)?)?;
        at += length;
        let size = size_of(kind)?;
        let bytes = payload.get(body..body.checked_add(size)?)?;
        values.push(value(kind, bytes));
        body += size;
        if values.len() > MOST_COLUMNS {
            return None;
        }
    }
    // What a row has, it has to the end.
    (body == payload.len() && !values.is_empty()).then_some(values)
}

fn size_of(kind: u64) -> Option<usize> {
    Some(match kind {
        0 | 8 | 9 => 0,
        1..=4 => usize::try_from(kind).ok()?,
        5 => 6,
        6 | 7 => 8,
        10 | 11 => return None,
        _ => usize::try_from((kind - 12) / 2).ok()?,
    })
}

fn value(kind: u64, bytes: &[u8]) -> Value {
    match kind {
        0 => Value::Null,
        1..=6 => Value::Integer(integer(bytes)),
        7 => Value::Real(f64::from_be_bytes(bytes.try_into().unwrap_or_default())),
        8 => Value::Integer(0),
        9 => Value::Integer(1),
        _ if kind.is_multiple_of(2) => Value::Blob(bytes.to_vec()),
        _ => Value::Text(bytes.to_vec()),
    }
}

fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
    let start = if negative { -1 } else { 0 };
    bytes.iter().fold(start, |value, byte| (value << 8) | i64::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_row_is_read_as_it_was_written() {
        let row = [7, 0, 1, 2, 9, 17, 14, 0xfe, 0x01, 0x00, b'h', b'i', 0xaa];
        let expected = vec![
            Value::Null,
            Value::Integer(-2),
            Value::Integer(256),
            Value::Integer(1),
            Value::Text(b"hi".to_vec()),
            Value::Blob(vec![0xaa]),
        ];
        assert_eq!(decode(&row), Some(expected));
        assert_eq!(decode(&row[..12]), None);
        assert_eq!(decode(&[]), None);
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }
    }
}
