//! What the claim desk promises, held against every state and every moment that can be brought about.
//!
//! - `matrix`: every state of a claim, every verb, every marketplace.
//! - `interleaving`: a cancel or a withdrawal at every moment of a press.
//! - `interval`: what is asked for is on the desk within one polling interval.

mod answers;
mod interleaving;
mod interval;
mod matrix;
mod worlds;

/// Declares the proofs for every marketplace.
macro_rules! proofs {
    ($($marketplace:ident),+ $(,)?) => {$(
        mod $marketplace {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn figure_of_the_claim_matrix() -> anyhow::Result<()> {
                crate::matrix::matrix(crate::worlds::$marketplace).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn every_claim_is_shown_within_an_interval() -> anyhow::Result<()> {
                crate::interval::every_claim_within_an_interval(crate::worlds::on::$marketplace).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_cancel_that_could_be_read_keeps_its_parcel() -> anyhow::Result<()> {
                crate::interleaving::a_cancel_at_every_moment(crate::worlds::$marketplace).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_cancel_that_could_be_read_keeps_its_parcel_among_many() -> anyhow::Result<()> {
                crate::interleaving::a_cancel_among_many_parcels(crate::worlds::$marketplace).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_cancel_that_ended_is_not_approved() -> anyhow::Result<()> {
                use domain::{ClaimKind::Cancel, ClaimVerb::Approve};
                crate::interleaving::an_end_at_every_moment(crate::worlds::$marketplace, Cancel, Approve).await
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn a_return_that_ended_is_not_refunded() -> anyhow::Result<()> {
                use domain::{ClaimKind::Return, ClaimVerb::Refund};
                crate::interleaving::an_end_at_every_moment(crate::worlds::$marketplace, Return, Refund).await
            }
        }
    )+};
}

proofs!(coupang, smartstore, npay, elevenst, gmarket, auction, grip);
