//! The laboratory: problems in, exact answers out, and no problem that breaks it.

mod apportionment;
mod command;
mod inequality;
mod protection;
mod shortage;
mod two_way;
