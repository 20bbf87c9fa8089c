//! Tables: cells in rows become cells in a grid, which Typst wants to be told the columns of.

use std::fmt::Write as _;

use super::typeset::{Typesetter, has};
use crate::export::page::tree::{Element, Node};

/// Columns at most; cells beyond them stand below each other.
const COLUMNS: usize = 60;

/// A cell, and how many columns and rows it takes.
type Cell<'a> = (&'a Element, usize, usize);

/// The cells of a row, and how many columns they and cells from above take.
type Row<'a> = (Vec<Cell<'a>>, usize);

/// Rows of a table, with whether they are its head.
fn rows(table: &Element) -> Vec<(&Element, bool)> {
    let mut rows = Vec::new();
    for group in table.children.iter().filter_map(Node::element) {
        match group.name.as_str() {
            "tr" => rows.push((group, false)),
            "thead" | "tbody" | "tfoot" => {
                let own = group.children.iter().filter_map(Node::element).filter(|row| row.name == "tr");
                rows.extend(own.map(|row| (row, group.name == "thead")));
            }
            _ => {}
        }
    }
    rows
}

fn cells(row: &Element) -> impl Iterator<Item = &Element> {
    row.children.iter().filter_map(Node::element).filter(|cell| matches!(cell.name.as_str(), "td" | "th"))
}

fn span(cell: &Element, name: &str, most: usize) -> usize {
    cell.get(name).and_then(|span| span.parse().ok()).unwrap_or(1).clamp(1, most.max(1))
}

/// Of each row the cells with their spans, as they fit into the grid, and its columns.
fn grid<'a>(rows: &[(&'a Element, bool)]) -> (Vec<Row<'a>>, usize) {
    // Of each column, for how many rows more a cell from above stands in it.
    let mut taken: Vec<usize> = Vec::new();
    let mut grid = Vec::new();
    for (at, (row, head)) in rows.iter().enumerate() {
        let below = rows[at..].iter().take_while(|(_, other)| other == head).count();
        let (mut column, mut placed) = (0, Vec::new());
        for cell in cells(row) {
            while taken.get(column).is_some_and(|rows| *rows > 0) {
                column += 1;
            }
            if column >= COLUMNS {
                break;
            }
            let across = (1..=span(cell, "colspan", COLUMNS - column))
                .take_while(|wide| taken.get(column + wide - 1).is_none_or(|rows| *rows == 0))
                .count();
            let down = span(cell, "rowspan", below);
            taken.resize(taken.len().max(column + across), 0);
            taken[column..column + across].fill(down);
            column += across;
            placed.push((cell, across, down));
        }
        let full = taken.iter().filter(|rows| **rows > 0).count();
        taken.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        grid.push((placed, full));
    }
    (grid, taken.len())
}

impl Typesetter<'_> {
    /// Writes a table.
    pub(super) fn table(&mut self, table: &Element) {
        let rows = rows(table);
        let (grid, columns) = grid(&rows);
        let caption = table.children.iter().filter_map(Node::element).find(|part| part.name == "caption");
        if let Some(caption) = caption {
            self.out.push_str("block(sticky: true, text(size: 0.85em, weight: \"bold\", {[]; ");
            self.nodes(&caption.children);
            self.out.push_str("}))\n");
        }
        if columns == 0 {
            return;
        }
        let size = if columns > 8 { "0.62em" } else { "0.84em" };
        // Words wrap only where the columns are told to share the width.
        let widths = if columns > 4 || is_wordy(&grid) { "1fr" } else { "auto" };
        let widths = vec![widths; columns].join(", ");
        let _ = writeln!(
            self.out,
            "block(width: 100%, {{ set text(size: {size}); set par(justify: false); table(columns: ({widths},), stroke: (x, y) => \
             (bottom: 0.4pt + rule), inset: (x: 4pt, y: 4pt), align: start + top,"
        );
        let heads = rows.iter().take_while(|(_, head)| *head).count();
        if heads > 0 {
            self.out.push_str("table.header(repeat: true, ");
            grid[..heads].iter().for_each(|row| self.row(row, columns));
            self.out.push_str("),\n");
        }
        grid[heads..].iter().for_each(|row| self.row(row, columns));
        self.out.push_str(") })\n");
    }

    fn row(&mut self, (row, full): &Row<'_>, columns: usize) {
        for (cell, across, down) in row {
            let weight = if cell.name == "th" { "strong" } else { "" };
            let _ = write!(self.out, "table.cell(colspan: {across}, rowspan: {down}, {weight}({{[]; ");
            self.in_cell(cell);
            self.out.push_str("})),\n");
        }
        // A row that is not full would be filled up with the cells of the next.
        self.out.push_str(&"[],".repeat(columns.saturating_sub(*full)));
    }
}

/// Whether cells hold more than a few words, or pictures.
fn is_wordy(grid: &[Row<'_>]) -> bool {
    const LETTERS: usize = 60;
    let mut cells = grid.iter().flat_map(|(cells, _)| cells);
    cells.any(|(cell, _, _)| {
        has(&cell.children, "img") || super::typeset::text_of(&cell.children).chars().count() > LETTERS
    })
}
