//! The fourteen tables: names, encodings and headers.

use std::path::Path;

use crate::Error;
use crate::writing::table::{Format, Table};

/// Who keeps a table. The order is that of the files in the truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Department {
    PopulationRegistration,
    ResidencePermits,
    PropertyTitles,
    RentalFilings,
    MarketSupervision,
    RentalTax,
    ClinicEnrolment,
    Water,
    Power,
    Gas,
    PropertyFees,
    EmployerDormitories,
    AgencyListings,
    HotlineComplaints,
}

pub(crate) const ALL: [Department; 14] = [
    Department::PopulationRegistration,
    Department::ResidencePermits,
    Department::PropertyTitles,
    Department::RentalFilings,
    Department::MarketSupervision,
    Department::RentalTax,
    Department::ClinicEnrolment,
    Department::Water,
    Department::Power,
    Department::Gas,
    Department::PropertyFees,
    Department::EmployerDormitories,
    Department::AgencyListings,
    Department::HotlineComplaints,
];

impl Department {
    pub(crate) fn table(self) -> &'static str {
        match self {
            Department::PopulationRegistration => "population_registration",
            Department::ResidencePermits => "residence_permits",
            Department::PropertyTitles => "property_titles",
            Department::RentalFilings => "rental_filings",
            Department::MarketSupervision => "market_supervision",
            Department::RentalTax => "rental_tax",
            Department::ClinicEnrolment => "clinic_enrolment",
            Department::Water => "water_accounts",
            Department::Power => "power_accounts",
            Department::Gas => "gas_accounts",
            Department::PropertyFees => "property_fees",
            Department::EmployerDormitories => "employer_dormitories",
            Department::AgencyListings => "agency_listings",
            Department::HotlineComplaints => "hotline_complaints",
        }
    }

    /// The table's file.
    pub(crate) fn file(self) -> String {
        format!("{}.{}", self.table(), self.format().extension())
    }

    pub(crate) fn format(self) -> Format {
        match self {
            Department::ResidencePermits | Department::MarketSupervision => Format::Gb18030,
            Department::EmployerDormitories => Format::Xlsx,
            _ => Format::Utf8Bom,
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table of columns")]
    pub(crate) fn headers(self) -> &'static [&'static str] {
        match self {
            Department::PopulationRegistration => &[
                "记录编号",
                "户号",
                "姓名",
                "性别",
                "出生日期",
                "公民身份号码",
                "与户主关系",
                "户籍类型",
                "现住址",
                "联系电话",
                "文化程度",
                "登记日期",
                "注销日期",
            ],
            Department::ResidencePermits => &[
                "证件编号",
                "姓名",
                "性别",
                "身份证号",
                "居住地址",
                "手机号码",
                "居住事由",
                "签发日期",
                "有效期至",
            ],
            Department::PropertyTitles => &[
                "不动产权证号",
                "权利人",
                "权利人证件号",
                "坐落",
                "规划用途",
                "建筑面积",
                "登记日期",
            ],
            Department::RentalFilings => &[
                "备案号",
                "出租人",
                "出租人证件号",
                "转租人",
                "转租人证件号",
                "承租人",
                "承租人证件号",
                "承租人电话",
                "房屋地址",
                "起租日",
                "止租日",
                "月租金",
                "备案日期",
            ],
            Department::MarketSupervision => &[
                "序号",
                "统一社会信用代码",
                "主体名称",
                "主体类型",
                "经营者",
                "经营者证件号",
                "经营场所",
                "联系电话",
                "成立日期",
                "状态",
                "注销日期",
            ],
            Department::RentalTax => &["djxh", "nsrmc", "nsrsbh", "fwzl", "czrmc", "skssq", "djrq"],
            Department::ClinicEnrolment => &["档案号", "姓名", "身份证号", "住址", "建档日期"],
            Department::Water => &[
                "户号",
                "户名",
                "用水地址",
                "水表号",
                "用水性质",
                "开户日期",
                "销户日期",
                "上月用水_吨",
            ],
            Department::Power => &[
                "用电户号",
                "用电户名",
                "用电地址",
                "电表资产号",
                "联系电话",
                "用电类别",
                "立户日期",
                "上月电量_千瓦时",
            ],
            Department::Gas => &[
                "customer_no",
                "holder",
                "holder_phone",
                "address",
                "meter_no",
                "opened_on",
                "closed_on",
                "last_month_m3",
            ],
            Department::PropertyFees => &[
                "编号",
                "小区",
                "楼栋",
                "单元",
                "房号",
                "住户姓名",
                "手机",
                "身份",
                "面积",
                "入住日期",
                "缴费至",
            ],
            Department::EmployerDormitories => &[
                "编号",
                "用人单位",
                "统一社会信用代码",
                "类别",
                "宿舍地址",
                "姓名",
                "身份证号",
                "电话",
                "入住日期",
                "退宿日期",
            ],
            Department::AgencyListings => &[
                "房源编号",
                "经纪公司",
                "小区或路名",
                "房源地址",
                "户型面积",
                "挂牌租金",
                "挂牌日期",
                "下架日期",
            ],
            Department::HotlineComplaints => {
                &["工单号", "受理日期", "诉求类别", "诉求标题", "诉求内容", "诉求地址", "办结日期"]
            }
        }
    }
}

/// The open tables.
pub(crate) struct Sheets {
    tables: Vec<Table>,
}

impl Sheets {
    pub(crate) fn create(folder: &Path) -> Result<Self, Error> {
        let tables = ALL
            .iter()
            .map(|d| Table::create(folder, d.table(), d.format(), d.headers()))
            .collect::<Result<_, _>>()?;
        Ok(Self { tables })
    }

    pub(crate) fn row(&mut self, department: Department, cells: &[&str]) -> Result<(), Error> {
        self.tables[department as usize].row(cells)
    }

    pub(crate) fn finish(self) -> Result<(), Error> {
        self.tables.into_iter().try_for_each(Table::finish)
    }
}
