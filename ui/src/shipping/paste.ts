/** A cell of a block copied from a spreadsheet. */
export type Block = string[][];

/**
 * Reads tab-separated text as spreadsheets put it on the clipboard: cells with tabs, line ends or quotes
 * are quoted and their quotes doubled, lines end with CRLF, LF or CR, and the last line end begins no row.
 */
export function parseBlock(text: string): Block {
  const rows: Block = [];
  let row: string[] = [];
  let at = 0;
  if (text === "") return rows;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell.value);
    at = cell.end;
    if (text[at] === "\t") {
      at += 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (at >= text.length) return rows;
    at += text.startsWith("\r\n", at) ? 2 : 1;
    if (at >= text.length) return rows;
  }
}

interface Cell {
  value: string;
  end: number;
}

function plainCell(text: string, from: number): Cell {
  let end = from;
  while (end < text.length && !"\t\r\n".includes(text[end] ?? "")) end++;
  return { value: text.slice(from, end), end };
}

/** A cell that opens with a quote but never closes it, or goes on after closing it, is taken as it stands. */
function quotedCell(text: string, from: number): Cell {
  let value = "";
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') {
      value += text[at] ?? "";
    } else if (text[at + 1] === '"') {
      value += '"';
      at++;
    } else {
      const closed = at + 1;
      return closed >= text.length || "\t\r\n".includes(text[closed] ?? "") ? { value, end: closed } : plainCell(text, from);
    }
  }
  return plainCell(text, from);
}

/** Why a cell cannot be an invoice number. */
export type CellFault = "scientific" | "letters";

export type CellReading = { invoice: string } | { fault: CellFault; text: string };

const FULL_WIDTH_SHIFT = 0xff00 - 0x20;

/** Full-width letters and digits (０１２ …) as plain ones. */
function narrow(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH_SHIFT))
    .replace(/[\u3000\u00a0]/g, " ");
}

/** What a cell of the invoice column says: spaces, hyphens and the apostrophe that Excel needs are dropped. */
export function readInvoice(cell: string): CellReading {
  const text = narrow(cell).trim().replace(/^['’‘`]/, "");
  // Excel turns a long number into 1.23E+11 and loses its last digits: the number is no longer there.
  if (/^[+-]?\d+(\.\d+)?[eE][+-]?\d+$/.test(text)) return { fault: "scientific", text };
  const invoice = text.replace(/[\s\-–]/g, "").replace(/\.0+$/, "");
  return /^[0-9A-Za-z]*$/.test(invoice) ? { invoice } : { fault: "letters", text };
}

/** A pasted line: a courier when the block has one, and the invoice. */
export interface PastedRow {
  courier: string | null;
  cell: string;
}

/** Whether a cell looks like an invoice number rather than a courier's name. */
const isNumeric = (cell: string): boolean => /\d{6,}|\d+(\.\d+)?[eE]\+?\d+/.test(narrow(cell).replace(/[\s-]/g, ""));

/** Reads a block as one column (invoice) or two (courier and invoice, in either order); a heading row is skipped. */
export function readRows(text: string): PastedRow[] {
  const block = parseBlock(text);
  const body = isHeading(block[0], block[1]) ? block.slice(1) : block;
  const numbers = numberColumn(body);
  return body.map((row) => {
    const other = row.find((cell, column) => column !== numbers && cell.trim() !== "");
    return { courier: other?.trim() ?? null, cell: row[numbers] ?? "" };
  });
}

const isHeading = (first: string[] | undefined, next: string[] | undefined): boolean =>
  first !== undefined && next !== undefined && first.some((cell) => /송장|운송장|invoice|tracking/i.test(cell)) && !first.some(isNumeric);

function numberColumn(block: Block): number {
  const width = Math.max(1, ...block.map((row) => row.length));
  const score = (column: number): number => block.filter((row) => isNumeric(row[column] ?? "")).length;
  const columns = Array.from({ length: width }, (_, column) => column);
  return columns.reduce((best, column) => (score(column) > score(best) ? column : best), 0);
}
