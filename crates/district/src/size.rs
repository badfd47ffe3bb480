//! How big a district: the figures everything is built for.

/// The sizes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A slice of one street: about 4,000 dwellings, for the demo and tests.
    Demo,
    /// One street of 44 km²: 33 communities, 252 grids, about 70,000 dwellings.
    Street,
    /// A quarter of the reference district, to see what grows and how.
    Quarter,
    /// Half of it.
    Half,
    /// The reference district of 397 km²: 175,700 buildings, 3.13 million units.
    District,
}

impl std::str::FromStr for Size {
    type Err = crate::Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "demo" => Ok(Size::Demo),
            "street" => Ok(Size::Street),
            "quarter" => Ok(Size::Quarter),
            "half" => Ok(Size::Half),
            "district" => Ok(Size::District),
            _ => Err(crate::Error::UnknownSize { name: name.to_owned() }),
        }
    }
}

/// Shares of built grids by what stands on them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mix {
    pub(crate) towers: f64,
    pub(crate) walkups: f64,
    pub(crate) village: f64,
    pub(crate) industry: f64,
    pub(crate) commerce: f64,
    pub(crate) park: f64,
}

/// The figures of one size.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    pub(crate) area_km2: f64,
    pub(crate) streets: usize,
    pub(crate) communities: usize,
    pub(crate) grids: usize,
    pub(crate) public_grids: usize,
    /// Share of the outline under hills and reservoirs.
    pub(crate) wild: f64,
    pub(crate) river_m: f64,
    pub(crate) mix: Mix,
    /// Share of house lots built in an urban village.
    pub(crate) village_fill: f64,
}

impl Size {
    pub(crate) fn scale(self) -> Scale {
        match self {
            Size::Demo => Scale {
                area_km2: 0.61,
                streets: 1,
                communities: 4,
                grids: 25,
                public_grids: 1,
                wild: 0.0,
                river_m: 30.0,
                mix: Mix {
                    towers: 5.0,
                    walkups: 5.0,
                    village: 2.0,
                    industry: 3.0,
                    commerce: 3.0,
                    park: 2.0,
                },
                village_fill: 0.8,
            },
            Size::Street => Scale {
                area_km2: 44.0,
                streets: 1,
                communities: 33,
                grids: 252,
                public_grids: 5,
                wild: 0.45,
                river_m: 70.0,
                mix: Mix {
                    towers: 0.036,
                    walkups: 0.045,
                    village: 0.022,
                    industry: 0.38,
                    commerce: 0.08,
                    park: 0.22,
                },
                village_fill: 0.6,
            },
            Size::Quarter => Scale {
                area_km2: 99.25,
                streets: 3,
                communities: 31,
                grids: 1208,
                public_grids: 24,
                ..Size::District.scale()
            },
            Size::Half => Scale {
                area_km2: 198.5,
                streets: 5,
                communities: 62,
                grids: 2416,
                public_grids: 48,
                ..Size::District.scale()
            },
            Size::District => Scale {
                area_km2: 397.0,
                streets: 10,
                communities: 124,
                grids: 4833,
                public_grids: 96,
                wild: 0.45,
                river_m: 150.0,
                mix: Mix {
                    towers: 0.14,
                    walkups: 0.13,
                    village: 0.187,
                    industry: 0.17,
                    commerce: 0.1,
                    park: 0.12,
                },
                village_fill: 0.95,
            },
        }
    }

    /// Newline-delimited GeoJSON for the sizes that no editor opens whole.
    pub(crate) fn newline_delimited(self) -> bool {
        self != Size::Demo
    }
}
