//! The fingerprint, the account form, the capability table and the connection test.

use crate::grip::sign::fingerprint;

/// Reckoned from the documents' recipe with another program.
#[test]
fn the_fingerprint_is_that_of_the_recipe() {
    let message = "GET /api/order?start=0&length=100&searchStatus=1\n1736902923000\ntest-access";
    let golden = "fvkQh2IujsZ1MlDR1HdJxabJ5OX7FWj8Lt/muxUU9R4=";
    assert_eq!(fingerprint("test-secret", message).as_deref(), Some(golden));
}
