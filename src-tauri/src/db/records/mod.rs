//! The tables of what nothing else could make again, row by row and without knowing what is in them.

mod layout;
mod mend;
mod read;
mod write;

pub use layout::{Layout, layouts};
pub use mend::{
    articles_of_picture, articles_of_response, begin_recovery, begin_rows, commit_rows, end_recovery,
    lost_articles, lost_pages, lost_pictures, mend, recovered_rows, stand_in_for_pages, textless,
};
pub use read::{all_records, each_record, each_row_id};
pub use write::{put_cells, same_row};

use crate::model::{ColumnKind, Table};

/// A name as SQL has it, whatever word it is.
fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

/// The columns of a table as they are selected: pictures by what stands for them outside.
fn selected(table: &Table) -> String {
    let columns = table.columns.iter().map(|column| match column.kind {
        ColumnKind::Picture => {
            format!("(SELECT sha256 FROM asset WHERE asset.id = kept.{})", quoted(column.name))
        }
        ColumnKind::ListPicture => {
            format!("(SELECT url FROM link_picture WHERE link_picture.id = kept.{})", quoted(column.name))
        }
        _ => format!("kept.{}", quoted(column.name)),
    });
    columns.collect::<Vec<_>>().join(", ")
}
