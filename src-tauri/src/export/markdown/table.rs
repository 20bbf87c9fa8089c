//! Tables as GitHub's: one line a row. Cells that span several are written once, with empty cells beside and below them.

use dom_query::NodeRef;

use super::html::{Block, Kind, Writer, attr, name};
use super::line::Place;

/// Columns and rows that one cell may span.
const SPAN: usize = 60;

/// A table, with its caption before it. A table of one column, which only lays out a page, is what its cells have.
pub fn table(writer: &mut Writer<'_>, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
    let mut blocks = Vec::new();
    for caption in node.children_it(false).filter(|child| name(child).as_deref() == Some("caption")) {
        blocks.extend(writer.blocks(&caption, depth + 1));
    }
    let rows = rows(node);
    let width = rows.iter().map(|row| cells(row).len()).max().unwrap_or_default();
    if width == 1 && rows.iter().any(|row| cells(row).iter().any(has_blocks)) {
        for cell in rows.iter().flat_map(cells) {
            blocks.extend(writer.blocks(&cell, depth + 1));
        }
        return blocks;
    }
    let grid = grid(writer, &rows, depth);
    let width = grid.iter().map(Vec::len).max().unwrap_or_default();
    if grid.iter().flatten().all(String::is_empty) {
        return blocks;
    }
    let has_head = rows.first().is_some_and(|row| is_head(row));
    let mut lines = Vec::with_capacity(grid.len() + 2);
    if !has_head {
        lines.push(line(&[], width));
    }
    for (at, row) in grid.iter().enumerate() {
        lines.push(line(row, width));
        if at == 0 && has_head {
            lines.push(format!("|{}", " --- |".repeat(width)));
        }
    }
    if !has_head {
        lines.insert(1, format!("|{}", " --- |".repeat(width)));
    }
    blocks.push(Block { text: lines.join("\n"), kind: Kind::Other });
    blocks
}

fn line(cells: &[String], width: usize) -> String {
    let mut line = "|".to_owned();
    for at in 0..width {
        let cell = cells.get(at).map_or("", String::as_str);
        line.push_str(&if cell.is_empty() { "  |".to_owned() } else { format!(" {cell} |") });
    }
    line
}

/// The text of each cell where it stands, and nothing where a cell reaches to.
fn grid(writer: &mut Writer<'_>, rows: &[NodeRef<'_>], depth: usize) -> Vec<Vec<String>> {
    let mut grid = Vec::with_capacity(rows.len());
    // How many more rows each column is taken by a cell from above.
    let mut taken: Vec<usize> = Vec::new();
    for row in rows {
        let mut line: Vec<String> = Vec::new();
        for cell in cells(row) {
            skip(&mut line, &mut taken);
            let (wide, high) = (span(&cell, "colspan"), span(&cell, "rowspan"));
            line.push(writer.inside(&cell, Place::Cell, depth + 2));
            line.extend(std::iter::repeat_n(String::new(), wide - 1));
            taken.resize(taken.len().max(line.len()), 0);
            let from = line.len() - wide;
            taken[from..line.len()].fill(high - 1);
        }
        skip(&mut line, &mut taken);
        grid.push(line);
    }
    grid
}

fn skip(line: &mut Vec<String>, taken: &mut [usize]) {
    while let Some(left) = taken.get_mut(line.len()).filter(|left| **left > 0) {
        *left -= 1;
        line.push(String::new());
    }
}

fn span(cell: &NodeRef<'_>, of: &str) -> usize {
    attr(cell, of).and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, SPAN)
}

/// The rows of a table, without those of tables in it.
fn rows<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut rows = Vec::new();
    for child in table.children_it(false) {
        match name(&child).as_deref() {
            Some("tr") => rows.push(child),
            Some("thead" | "tbody" | "tfoot") => {
                rows.extend(child.children_it(false).filter(|row| name(row).as_deref() == Some("tr")));
            }
            _ => {}
        }
    }
    rows
}

fn cells<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    row.children_it(false).filter(|cell| matches!(name(cell).as_deref(), Some("td" | "th"))).collect()
}

fn is_head(row: &NodeRef<'_>) -> bool {
    let in_head = row.parent().is_some_and(|parent| name(&parent).as_deref() == Some("thead"));
    let cells = cells(row);
    in_head || !cells.is_empty() && cells.iter().all(|cell| name(cell).as_deref() == Some("th"))
}

fn has_blocks(cell: &NodeRef<'_>) -> bool {
    cell.descendants_it()
        .any(|node| name(&node).is_some_and(|name| crate::anchor::is_block(&name) && name != "br"))
}
