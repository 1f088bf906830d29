use super::*;

const GPS: &[u8] = b"37.5665 N 126.9780 E";

/// A TIFF directory with an orientation, and a place behind it.
fn told(side: u8) -> Vec<u8> {
    [&only_side(side)[..], GPS].concat()
}

fn segment(marker: u8, contents: &[u8]) -> Vec<u8> {
    let length = u16::try_from(contents.len() + 2).unwrap().to_be_bytes();
    [&[0xFF, marker], &length[..], contents].concat()
}

/// A JPEG as a telephone writes it: notes before the picture, and another picture behind its end.
fn photographed(side: u8) -> Vec<u8> {
    let exif = [b"Exif\0\0", &told(side)[..]].concat();
    let xmp = [b"http://ns.adobe.com/xap/1.0/\0", GPS].concat();
    [
        &[0xFF, 0xD8][..],
        &segment(markers::APP0, b"JFIF\0"),
        &segment(markers::APP1, &exif),
        &segment(markers::APP1, &xmp),
        &segment(markers::APP2, &[PROFILE, b"\x01\x01sRGB"].concat()),
        &segment(markers::APP2, &[b"MPF\0", GPS].concat()),
        &segment(markers::APP13, GPS),
        &segment(markers::COM, GPS),
        &segment(markers::SOS, b"\x01"),
        b"drawn\xFF\x00\xFF\xD0more",
        // A table between two scans may hold the bytes of an end.
        &segment(markers::DHT, b"\xFF\xD9"),
        &segment(markers::SOS, b"\x02"),
        b"last\xFF\xD9",
        GPS,
    ]
    .concat()
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_jpeg_keeps_its_picture_and_its_side_and_tells_nothing_else() {
    let kept = bare(ImageKind::Jpeg, &photographed(6)).unwrap();
    assert!(!has(&kept, GPS) && !has(&kept, b"MPF"), "{kept:?}");
    for part in [&b"JFIF"[..], b"sRGB", b"drawn\xFF\x00\xFF\xD0more", b"last\xFF\xD9"] {
        assert!(has(&kept, part), "{part:?}");
    }
    assert!(kept.ends_with(b"last\xFF\xD9"));
    let picture = Jpeg::from_bytes(Bytes::from(kept)).unwrap();
    assert_eq!(picture.exif().as_deref(), Some(&only_side(6)[..]));
    assert_eq!(side_up(&picture).as_deref(), Some(&only_side(6)[..]));
}

#[test]
fn one_that_is_not_turned_keeps_no_directory_at_all() {
    for side in [1, 0, 9] {
        let kept = bare(ImageKind::Jpeg, &photographed(side)).unwrap();
        assert!(!has(&kept, b"Exif"), "{side}");
    }
}

#[test]
fn a_picture_that_is_bare_already_stays_as_it_is() {
    let once = bare(ImageKind::Jpeg, &photographed(8)).unwrap();
    assert_eq!(bare(ImageKind::Jpeg, &once), Some(once));
}

#[test]
fn a_png_loses_its_notes() {
    use img_parts::png::PngChunk;
    let chunk = |kind: &[u8; 4], contents: &[u8]| PngChunk::new(*kind, Bytes::copy_from_slice(contents));
    let mut picture =
        Png::from_bytes(Bytes::from_static(b"\x89PNG\r\n\x1A\n\0\0\0\0IEND\xAE\x42\x60\x82")).unwrap();
    let notes = [b"tEXt", b"iTXt", b"zTXt", b"tIME", b"prVt"].map(|kind| chunk(kind, GPS));
    let whole =
        [&[chunk(b"IHDR", b"head"), chunk(b"eXIf", &told(3))][..], &notes, &[chunk(b"IDAT", b"drawn")]];
    picture.chunks_mut().splice(0..0, whole.concat());
    let kept = bare(ImageKind::Png, &picture.encoder().bytes()).unwrap();
    assert!(!has(&kept, GPS) && has(&kept, b"drawn") && has(&kept, b"IEND"), "{kept:?}");
    let kept = Png::from_bytes(Bytes::from(kept)).unwrap();
    assert_eq!(kept.exif().as_deref(), Some(&only_side(3)[..]));
}

#[test]
fn a_webp_loses_its_notes_and_its_head_says_so() {
    let chunk = |kind: &[u8; 4], contents: &[u8]| {
        let length = u32::try_from(contents.len()).unwrap().to_le_bytes();
        [&kind[..], &length, contents].concat()
    };
    // ICC, EXIF and XMP are announced; the canvas is one point.
    let head = chunk(b"VP8X", &[0b0010_1100, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    let body = [
        &b"WEBP"[..],
        &head,
        &chunk(b"ICCP", b"sRGB"),
        &chunk(b"VP8 ", b"drawn!"),
        &chunk(b"EXIF", &told(1)),
        &chunk(b"XMP ", GPS),
    ]
    .concat();
    let kept = bare(ImageKind::Webp, &[&chunk(b"RIFF", &body)[..], GPS].concat()).unwrap();
    assert!(!has(&kept, GPS) && has(&kept, b"drawn!") && has(&kept, b"sRGB"), "{kept:?}");
    assert!(!has(&kept, b"EXIF") && !has(&kept, b"XMP "));
    let flags = kept.windows(4).position(|window| window == b"VP8X").unwrap() + 8;
    assert_eq!(kept[flags], 0b0010_0000);
}

#[test]
fn what_only_begins_like_a_picture_is_none() {
    assert_eq!(bare(ImageKind::Jpeg, b"\xFF\xD8\xFF\xE0 a picture"), None);
    assert_eq!(bare(ImageKind::Png, b"\x89PNG\r\n\x1A\n two"), None);
    assert_eq!(bare(ImageKind::Webp, b"RIFF\x10\0\0\0WEBPVP8 "), None);
}
