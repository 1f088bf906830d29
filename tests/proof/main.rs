//! What the claim desk promises, held against every state and every moment that can be brought about.
//!
//! - `matrix`: every state of a claim, every verb, every marketplace.
//! - `interleaving`: a cancel or a withdrawal at every moment of a press.
//! - `interval`: what is asked for is on the desk within one polling interval.

mod answers;
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
        }
    )+};
}

proofs!(coupang, smartstore, npay, elevenst, gmarket, auction, grip);
