//! Where a department's table has what a day may change.

use crate::{calendar::Day, departments::Department};

/// How a department writes a day.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Dashed(char),
    Compact,
    Chinese,
}

impl Style {
    pub(super) fn write(self, day: Day) -> String {
        match self {
            Self::Dashed(dash) => day.dashed(dash),
            Self::Compact => day.compact(),
            Self::Chinese => day.chinese(),
        }
    }
}

/// Columns of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub(super) name: Option<usize>,
    pub(super) phone: Option<usize>,
    pub(super) opened: usize,
    pub(super) closed: Option<usize>,
    pub(super) reading: Option<usize>,
    pub(super) style: Style,
}

impl Department {
    pub(super) fn shape(self) -> Shape {
        let (name, phone, opened, closed, reading, style) = match self {
            Self::PopulationRegistration => {
                (Some(2), Some(9), 11, Some(12), None, Style::Dashed('-'))
            }
            Self::ResidencePermits => (Some(1), Some(5), 7, Some(8), None, Style::Dashed('/')),
            Self::PropertyTitles => (Some(1), None, 6, None, None, Style::Chinese),
            Self::RentalFilings => (Some(5), Some(7), 12, Some(10), Some(11), Style::Dashed('-')),
            Self::MarketSupervision => (Some(4), Some(7), 8, Some(10), None, Style::Chinese),
            Self::RentalTax => (Some(1), None, 6, None, None, Style::Compact),
            Self::ClinicEnrolment => (Some(1), None, 4, None, None, Style::Dashed('-')),
            Self::Water => (Some(1), None, 5, Some(6), Some(7), Style::Dashed('-')),
            Self::Power => (Some(1), Some(4), 6, None, Some(7), Style::Dashed('/')),
            Self::Gas => (Some(1), Some(2), 5, Some(6), Some(7), Style::Dashed('-')),
            Self::PropertyFees => (Some(5), Some(6), 9, None, None, Style::Dashed('-')),
            Self::EmployerDormitories => (Some(5), Some(7), 8, Some(9), None, Style::Dashed('-')),
            Self::AgencyListings => (None, None, 6, Some(7), Some(5), Style::Dashed('-')),
            Self::HotlineComplaints => (None, None, 1, Some(6), None, Style::Dashed('-')),
        };
        Shape { name, phone, opened, closed, reading, style }
    }
}
