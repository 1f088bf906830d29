//! Templates: ours are there at first, and the owner's stay as they were written.

use domain::template::unknown_field;
use domain::{Marketplace, Template, TemplatePurpose};

use crate::desk;

#[test]
fn there_are_some_at_first_and_none_of_them_leaves_open_what_nobody_can_fill_in() {
    let desk = desk::empty();
    let templates = desk.templates().unwrap();
    for purpose in TemplatePurpose::ALL.into_iter().filter(|purpose| *purpose != TemplatePurpose::Other) {
        assert!(templates.iter().any(|template| template.purpose == purpose), "{purpose:?}");
    }
    assert!(templates.iter().all(|template| unknown_field(&template.body).is_none()));
}

#[test]
fn a_template_is_kept_changed_and_removed_like_any_other() {
    let desk = desk::empty();
    let first = desk.templates().unwrap().remove(0);
    let changed = Template {
        purpose: TemplatePurpose::Other,
        marketplace: Some(Marketplace::Grip),
        body: "{주문자}님".to_owned(),
        ..first
    };
    desk.put_template(&changed).unwrap();
    let kept: Vec<_> = desk.templates().unwrap().into_iter().filter(|one| one.id == changed.id).collect();
    assert_eq!(kept, std::slice::from_ref(&changed));
    desk.remove_template(&changed.id).unwrap();
    desk.remove_template(&changed.id).unwrap();
    assert!(desk.templates().unwrap().iter().all(|one| one.id != changed.id));
}
