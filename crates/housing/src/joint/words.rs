//! Closed lists of words of joint enforcement.

use kernel::words;

words! {
    /// What an office answers that is asked to come.
    JointAnswer {
        /// It comes.
        Agrees = "agrees", "同意参加", "Agrees";
        /// It does not, and says why.
        Declines = "declines", "不参加", "Declines";
    }
}

words! {
    /// Where a joint enforcement stands.
    JointState {
        /// Not every office has answered.
        Proposed = "proposed", "待各单位答复", "Offices to answer";
        /// They all have; the lead is to set the day, or to call it off.
        Answered = "answered", "待牵头单位定日期", "Day to be set";
        /// The day is set.
        DaySet = "day_set", "已定日期", "Day set";
        /// It was held; what is open is followed.
        Held = "held", "已开展，跟进整改", "Held, being followed";
        /// Each hazard is verified fixed, found in error, or referred.
        Closed = "closed", "已结束", "Closed";
        /// It is not held.
        CalledOff = "called_off", "已取消", "Called off";
    }
}
