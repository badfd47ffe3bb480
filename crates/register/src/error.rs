//! What can go wrong in the register.

use kernel::Text;
use std::io;
use std::path::PathBuf;

/// The result of a register call.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// An error of the register. What a user reads is [`Error::message`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// A table file was refused.
    #[error(transparent)]
    Table(#[from] tables::Error),
    /// A file could not be read.
    #[error("{}: cannot be read: {source}. Check the path and the permissions.", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write the export: {0}")]
    Write(io::Error),
    /// A file breaks off or is damaged.
    #[error(
        "{file}: damaged at byte {offset}: {cause}. Nothing was imported; fetch the file again."
    )]
    Damaged {
        /// The file.
        file: String,
        /// Offset of the damage in bytes.
        offset: u64,
        /// What is wrong there.
        cause: String,
    },
    /// What was given is not what is needed: a folder or file lacks it, a line is too long.
    #[error("{0}")]
    Input(Box<Said>),
    /// There is no such thing in the register.
    #[error("no {entity} {id} in the register")]
    Missing {
        /// What kind of thing.
        entity: &'static str,
        /// Its id or code.
        id: String,
    },
    /// A change that the register's rules do not allow.
    #[error("{0}")]
    Refused(Box<Said>),
    /// The wash index could not be written.
    #[error("the wash index cannot be built: {0}")]
    Index(Box<address::AddressError>),
    /// A tile could not be encoded.
    #[error("a map tile cannot be encoded: {0}")]
    Tile(String),
    /// A code that breaks its rule.
    #[error(transparent)]
    Code(#[from] crate::model::CodeError),
}

/// A text in both languages; logs show the English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said(pub Text);

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl Error {
    pub(crate) fn input(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Input(Box::new(Said(Text::new(zh, en))))
    }

    pub(crate) fn refused(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Refused(Box::new(Said(Text::new(zh, en))))
    }

    pub(crate) fn query(doing: &'static str) -> impl FnOnce(sea_orm::DbErr) -> Self {
        move |source| Self::Database(database::Error::query(doing)(source))
    }

    /// What is wrong and what to do, in both languages.
    #[must_use]
    pub fn message(&self) -> Text {
        let zh = match self {
            Self::Database(error) if error.is_disk_full() => {
                "磁盘已满。请腾出空间后重新运行，导入会继续。".into()
            }
            Self::Database(_) => "数据库出错，详情见日志。".into(),
            Self::Table(error) => return error.message(),
            Self::Read { path, source } => {
                format!("{}：无法读取（{source}）。请检查路径和权限。", path.display())
            }
            Self::Write(source) => format!("无法写出文件：{source}。"),
            Self::Damaged { file, offset, cause } => {
                format!(
                    "{file}：第{offset}字节处损坏（{cause}）。未导入任何内容，请重新获取该文件。"
                )
            }
            Self::Input(text) | Self::Refused(text) => return text.0.clone(),
            Self::Missing { entity, id } => {
                let named = match *entity {
                    "building" => "楼栋",
                    "unit" => "房屋单元",
                    "alias" => "别名",
                    "edit" => "修改记录",
                    _ => "编码",
                };
                format!("登记簿中没有{named} {id}。")
            }
            Self::Index(error) => format!("无法建立地址索引：{error}"),
            Self::Tile(cause) => format!("无法生成地图瓦片：{cause}"),
            Self::Code(error) => format!("编码不合规则：{}", error.message().zh),
        };
        let en = match self {
            Self::Database(error) if error.is_disk_full() => {
                "The disk is full. Free some space and run it again; the import continues.".into()
            }
            other => other.to_string(),
        };
        Text { zh, en }
    }
}
