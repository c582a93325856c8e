//! The cells of HTML tables: which blocks each holds, in which row and column, across merged cells. A nested table ends
//! the cell around it.

/// A cell and the blocks it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// Number of the table in the document.
    pub table: usize,
    /// Row and column in the table; of a merged cell its first.
    pub row: usize,
    /// See `row`.
    pub column: usize,
    /// First block.
    pub from: usize,
    /// One past the last.
    pub to: usize,
}

/// Columns a table is read to; merged cells reach no further.
const MAX_COLUMNS: usize = 256;

/// Reads the tags of tables as they come.
#[derive(Debug, Default)]
pub(super) struct Tables {
    cells: Vec<Cell>,
    open: Vec<Table>,
    count: usize,
}

#[derive(Debug, Default)]
struct Table {
    number: usize,
    /// Rows begun.
    rows: usize,
    column: usize,
    /// For each column, the row from which on it is free.
    free: Vec<usize>,
    /// The cell that is open, by its place in the list.
    cell: Option<usize>,
}

impl Tables {
    /// A start tag, where `block` comes next; `span` gives the value of `colspan` or `rowspan`.
    pub fn open(&mut self, name: &[u8], block: usize, span: impl Fn(&str) -> Option<usize>) {
        if name == b"table" {
            // The cell around it ends here: no block belongs to two cells.
            self.open.last_mut().into_iter().for_each(|table| end(&mut self.cells, table, block));
            self.open.push(Table { number: self.count, ..Table::default() });
            self.count += 1;
            return;
        }
        let Some(table) = self.open.last_mut() else { return };
        if !matches!(name, b"tr" | b"td" | b"th") {
            return;
        }
        end(&mut self.cells, table, block);
        if name == b"tr" {
            (table.rows, table.column) = (table.rows + 1, 0);
            return;
        }
        let row = table.rows.max(1) - 1;
        while table.free.get(table.column).is_some_and(|free| *free > row) {
            table.column += 1;
        }
        let (column, width) = (table.column, span("colspan").unwrap_or(1).clamp(1, MAX_COLUMNS));
        let until = (column + width).min(MAX_COLUMNS);
        if table.free.len() < until {
            table.free.resize(until, 0);
        }
        for free in table.free.iter_mut().take(until).skip(column) {
            *free = row + span("rowspan").unwrap_or(1).clamp(1, 1 << 16);
        }
        table.cell = Some(self.cells.len());
        table.column = column + width;
        self.cells.push(Cell { table: table.number, row, column, from: block, to: block });
    }

    /// An end tag, where `block` comes next.
    pub fn close(&mut self, name: &[u8], block: usize) {
        if !matches!(name, b"table" | b"tr" | b"td" | b"th") {
            return;
        }
        if let Some(table) = self.open.last_mut() {
            end(&mut self.cells, table, block);
            if name == b"table" {
                self.open.pop();
            }
        }
    }

    /// All cells, in order; `block` ends what is open.
    pub fn finish(mut self, block: usize) -> Vec<Cell> {
        while let Some(table) = self.open.last_mut() {
            end(&mut self.cells, table, block);
            self.open.pop();
        }
        self.cells
    }
}

fn end(cells: &mut [Cell], table: &mut Table, block: usize) {
    if let Some(cell) = table.cell.take() {
        cells[cell].to = block;
    }
}

#[cfg(test)]
mod tests {
    use crate::text::markup;

    #[test]
    fn knows_row_and_column() {
        let html = "<p>甲</p><table><tr><th colspan=2>乙<th rowspan=2>丙<tr><td>丁<td><p>戊</p><p>己</p>\
                    <tr><td><td>庚<td>辛</table><p>壬</p><table><tr><td>癸</table>";
        let page = markup::read(html, |_| None::<()>);
        let text =
            |c: &super::Cell| page.blocks[c.from..c.to].iter().map(|b| crate::text::string(b)).collect::<String>();
        let cells: Vec<String> =
            page.cells.iter().map(|c| format!("{}.{}.{} {}", c.table, c.row, c.column, text(c))).collect();
        let expected = ["0.0.0 乙", "0.0.2 丙", "0.1.0 丁", "0.1.1 戊己", "0.2.0 ", "0.2.1 庚", "0.2.2 辛", "1.0.0 癸"];
        assert_eq!(cells, expected);
    }
}
