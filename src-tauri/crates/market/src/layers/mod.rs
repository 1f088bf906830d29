//! What stands between a connector and the network.
