//! ESM 2.0: Gmarket (G마켓) and Auction (옥션), two sites behind one API.

mod account;

pub(crate) use account::companions;
