//! Windows without work: nobody visits in one, and nobody is on the way.

/// A window without work. Times are seconds of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// It begins.
    pub from_s: u32,
    /// It is over.
    pub to_s: u32,
}

/// When a way of so many seconds is over that is set out on at an instant. A way is broken off for a break and gone on with
/// after it. None where no day is so long.
pub(super) fn arrive(breaks: &[Break], leave_s: u32, way_s: u32) -> Option<u32> {
    let mut there_s = leave_s.checked_add(way_s)?;
    if way_s == 0 {
        return Some(there_s);
    }
    for one in breaks {
        // What of it lies behind whoever sets out is over; one that begins where the way ends is not on it.
        if one.to_s > leave_s && one.from_s < there_s {
            there_s = there_s.checked_add(one.to_s - one.from_s.max(leave_s))?;
        }
    }
    Some(there_s)
}

/// The latest instant at which one sets out on a way of so many seconds to be there in time.
pub(super) fn set_out(breaks: &[Break], there_s: u32, way_s: u32) -> Option<u32> {
    let (mut latest_s, mut left_s) = (there_s, way_s);
    for one in breaks.iter().rev() {
        if one.from_s >= latest_s || left_s == 0 {
            continue;
        }
        let after_s = latest_s.saturating_sub(one.to_s);
        if left_s <= after_s {
            break;
        }
        (latest_s, left_s) = (one.from_s, left_s - after_s);
    }
    latest_s.checked_sub(left_s)
}

/// The earliest beginning of a visit, no earlier than this, that no break falls into.
pub(super) fn begin(breaks: &[Break], from_s: u32, service_s: u32) -> u32 {
    let mut begin_s = from_s;
    for one in breaks {
        if begin_s < one.to_s && begin_s.saturating_add(service_s.max(1)) > one.from_s {
            begin_s = one.to_s;
        }
    }
    begin_s
}

/// The latest beginning of a visit, no later than this, that no break falls into.
pub(super) fn begin_by(breaks: &[Break], to_s: u32, service_s: u32) -> Option<u32> {
    let (mut begin_s, service_s) = (to_s, service_s.max(1));
    for one in breaks.iter().rev() {
        if begin_s < one.to_s && begin_s.saturating_add(service_s) > one.from_s {
            begin_s = one.from_s.checked_sub(service_s)?;
        }
    }
    Some(begin_s)
}
