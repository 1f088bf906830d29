import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBlock, readInvoice, readRows } from "./paste";

/** Writes a block as a spreadsheet does. */
function copied(block: string[][], lineEnd: string): string {
  const cell = (text: string): string => (/[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return block.map((row) => row.map(cell).join("\t") + lineEnd).join("");
}

const cells = fc.array(fc.array(fc.string({ unit: fc.constantFrom("1", "가", '"', "\t", "\n", "\r", " ", "'", "-") }), { minLength: 1, maxLength: 3 }), {
  minLength: 1,
  maxLength: 20,
});

describe("a pasted block", () => {
  it("is read back as it was copied, whatever the cells hold", () => {
    fc.assert(
      fc.property(cells, fc.constantFrom("\r\n", "\n", "\r"), (block, lineEnd) => {
        expect(parseBlock(copied(block, lineEnd))).toEqual(block);
      }),
    );
  });

  it("never fails and loses no plain cell, whatever the text", () => {
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void parseBlock(text)));
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^\d{1,14}$/), { minLength: 1 }), (numbers) => {
        expect(readRows(numbers.join("\n")).map((row) => row.cell)).toEqual(numbers);
      }),
    );
  });

  it("keeps empty lines, because they stand for rows without a number", () => {
    expect(parseBlock("1\r\n\r\n3\r\n")).toEqual([["1"], [""], ["3"]]);
  });

  it("takes a quote inside a cell, and one that is never closed, as it stands", () => {
    expect(parseBlock('12"3\n"4')).toEqual([['12"3'], ['"4']]);
  });
});

describe("rows", () => {
  it("finds courier and number in either order", () => {
    expect(readRows("CJ대한통운\t633018851205\n한진택배\t423018810653")).toEqual([
      { courier: "CJ대한통운", cell: "633018851205" },
      { courier: "한진택배", cell: "423018810653" },
    ]);
    expect(readRows("633018851205\tCJ대한통운\n423018810653\t한진택배")[1]).toEqual({ courier: "한진택배", cell: "423018810653" });
  });

  it("passes over a heading", () => {
    expect(readRows("택배사\t운송장번호\nCJ대한통운\t633018851205")).toEqual([{ courier: "CJ대한통운", cell: "633018851205" }]);
  });
});

describe("an invoice cell", () => {
  it.each([
    ["633018851205", "633018851205"],
    [" 6330-1885-1205 ", "633018851205"],
    ["'0633018851205", "0633018851205"],
    ["６３３０１８８５１２０５", "633018851205"],
    ["633018851205.0", "633018851205"],
    ["", ""],
  ])("%j is %j", (cell, invoice) => {
    expect(readInvoice(cell)).toEqual({ invoice });
  });

  it.each(["1.23E+11", "6.33018851205E+11", "1E11", "６.３３Ｅ＋１１"])("%s is refused: its digits are gone", (cell) => {
    expect(readInvoice(cell)).toMatchObject({ fault: "scientific" });
  });

  it.each(["송장", "633#018", "63301885120５번"])("%s holds other letters", (cell) => {
    expect(readInvoice(cell)).toMatchObject({ fault: "letters" });
  });

  it("keeps every digit, leading zeros too", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{1,18}$/), (digits) => {
        const wide = [...digits].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
        expect(readInvoice(`'${digits}`)).toEqual({ invoice: digits });
        expect(readInvoice(wide)).toEqual({ invoice: digits });
      }),
    );
  });
});
