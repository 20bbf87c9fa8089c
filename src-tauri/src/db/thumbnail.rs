//! Pictures made small for lists.

use rusqlite::{Connection, OptionalExtension, Transaction};

use crate::error::Result;
use crate::model::{AssetHash, Thumbnail};

/// The thumbnail of a picture by this maker or a later one; `Some(None)` when it found that the picture itself must do.
///
/// # Errors
/// SQLite's own.
pub fn thumbnail(connection: &Connection, hash: &AssetHash, maker: u32) -> Result<Option<Option<Thumbnail>>> {
    let mut statement = connection.prepare_cached(
        "SELECT thumbnail.mime, thumbnail.data FROM thumbnail JOIN asset ON asset.id = asset_id
         WHERE sha256 = ?1 AND maker >= ?2",
    )?;
    let found = statement.query_row((&hash.0, maker), |row| {
        let (mime, bytes) = (row.get::<_, Option<_>>("mime")?, row.get::<_, Option<_>>("data")?);
        Ok(mime.zip(bytes).map(|(mime, bytes)| Thumbnail { mime, bytes }))
    });
    Ok(found.optional()?)
}

/// Keeps what a maker made of a picture, in place of what an earlier one made.
///
/// # Errors
/// SQLite's own.
pub fn keep_thumbnail(
    tx: &Transaction<'_>,
    hash: &AssetHash,
    maker: u32,
    made: Option<&Thumbnail>,
) -> Result<()> {
    tx.prepare_cached(
        "INSERT INTO thumbnail (asset_id, maker, mime, data) SELECT id, ?2, ?3, ?4 FROM asset WHERE sha256 = ?1
         ON CONFLICT (asset_id) DO UPDATE SET maker = excluded.maker, mime = excluded.mime, data = excluded.data",
    )?
    .execute((&hash.0, maker, made.map(|made| &made.mime), made.map(|made| &made.bytes)))?;
    Ok(())
}
