//! Pictures without what they tell besides what is seen: where and when they were taken, by whom and with what, is never
//! kept. Only the side that is up stays, or a telephone's pictures would lie on theirs.

use domain::ImageKind;
use exif::{In, Reader, Tag};
use img_parts::jpeg::{Jpeg, JpegSegment, markers};
use img_parts::png::Png;
use img_parts::riff::{RiffChunk, RiffContent};
use img_parts::webp::WebP;
use img_parts::{Bytes, ImageEXIF};

/// The chunks of a PNG that are the picture, its colours and its frames.
const PNG: [[u8; 4]; 20] = [
    *b"IHDR", *b"PLTE", *b"IDAT", *b"IEND", *b"tRNS", *b"cHRM", *b"gAMA", *b"iCCP", *b"sBIT", *b"sRGB",
    *b"cICP", *b"mDCV", *b"cLLI", *b"bKGD", *b"hIST", *b"pHYs", *b"sPLT", *b"acTL", *b"fcTL", *b"fdAT",
];
/// The same of a WebP.
const WEBP: [[u8; 4]; 7] = [*b"VP8X", *b"VP8 ", *b"VP8L", *b"ALPH", *b"ICCP", *b"ANIM", *b"ANMF"];
/// A colour profile shares its segment of a JPEG with lists of further pictures.
const PROFILE: &[u8] = b"ICC_PROFILE\0";
/// How a picture lies that is not turned.
const UPRIGHT: u32 = 1;

/// A picture of a kind without everything else; `None` for bytes that are no such picture.
pub(crate) fn bare(kind: ImageKind, bytes: &[u8]) -> Option<Vec<u8>> {
    let bytes = Bytes::copy_from_slice(bytes);
    match kind {
        ImageKind::Jpeg => jpeg(Jpeg::from_bytes(bytes).ok()?),
        ImageKind::Png => {
            let mut picture = Png::from_bytes(bytes).ok()?;
            let side = side_up(&picture);
            picture.chunks_mut().retain(|chunk| PNG.contains(&chunk.kind()));
            picture.set_exif(side);
            Some(picture.encoder().bytes().to_vec())
        }
        ImageKind::Webp => {
            let mut picture = WebP::from_bytes(bytes).ok()?;
            let side = side_up(&picture);
            picture.chunks_mut().retain(|chunk| WEBP.contains(&chunk.id()));
            picture.chunks_mut().iter_mut().for_each(say_no_xmp);
            picture.set_exif(side);
            Some(picture.encoder().bytes().to_vec())
        }
    }
}

/// Takes back the head's word that a WebP tells more (XMP) behind its picture: the rest of its head follows its chunks
/// by itself.
fn say_no_xmp(chunk: &mut RiffChunk) {
    const XMP: u8 = 0b0000_0100;
    if chunk.id() != *b"VP8X" {
        return;
    }
    if let RiffContent::Data(head) = chunk.content_mut() {
        let mut flags = head.to_vec();
        flags.iter_mut().take(1).for_each(|flags| *flags &= !XMP);
        *head = Bytes::from(flags);
    }
}

/// A JPEG without its application segments and comments, and without what follows its end: telephones hang a second
/// picture, a film or their own notes there.
fn jpeg(mut picture: Jpeg) -> Option<Vec<u8>> {
    let side = side_up(&picture);
    picture.segments_mut().retain(is_seen);
    picture.set_exif(side);
    let mut bytes = picture.encoder().bytes().to_vec();
    bytes.truncate(end(&bytes)?);
    Some(bytes)
}

/// Whether a segment of a JPEG is needed to show it: APP0 is its density, APP14 its colours (Adobe).
fn is_seen(segment: &JpegSegment) -> bool {
    match segment.marker() {
        markers::APP0 | markers::APP14 => true,
        markers::APP2 => segment.contents().starts_with(PROFILE),
        markers::APP1..=markers::APP15 | markers::COM => false,
        _ => true,
    }
}

/// Where a JPEG ends. In what is drawn a byte of 0xFF stands before a zero, a restart or another 0xFF, so that any
/// other byte behind it is a marker: the end, or a segment with its length (ISO/IEC 10918-1, B.1.1).
fn end(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    loop {
        match bytes.get(at..at + 2) {
            None => return Some(bytes.len()),
            Some([0xFF, markers::EOI]) => return Some(at + 2),
            Some([0xFF, 0x00 | 0xD0..=0xD7]) => at += 2,
            Some([0xFF, marker]) if *marker != 0xFF => {
                let length = bytes.get(at + 2..at + 4)?;
                at += 2 + usize::from(u16::from_be_bytes([length[0], length[1]]));
            }
            Some(_) => at += 1,
        }
    }
}

/// The side of a picture that is up, as all that is kept of what it told; `None` for one that is not turned.
fn side_up(picture: &impl ImageEXIF) -> Option<Bytes> {
    let told = Reader::new().read_raw(picture.exif()?.to_vec()).ok()?;
    let side = told.get_field(Tag::Orientation, In::PRIMARY)?.value.get_uint(0)?;
    let side = u8::try_from(side).ok().filter(|side| (UPRIGHT + 1..=8).contains(&u32::from(*side)))?;
    Some(Bytes::from(only_side(side).to_vec()))
}

/// A TIFF directory with one entry: Orientation (0x0112), one short number.
const fn only_side(side: u8) -> [u8; 26] {
    let mut told = *b"II\x2A\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0";
    told[18] = side;
    told
}

#[cfg(test)]
mod tests;
