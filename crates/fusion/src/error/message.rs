//! What is wrong and what to do, in both languages.

use std::path::Path;

use kernel::Text;

use super::FusionError;
use crate::report::words::stage_zh;

impl FusionError {
    /// What is wrong and what to do, in both languages. What the operating system or an engine says of it stays in its
    /// own words.
    #[must_use]
    pub fn message(&self) -> Text {
        let zh = match self {
            Self::Table(error) => error.message().zh,
            Self::Register(error) => format!("地址库：{}", error.message().zh),
            Self::Folder { .. }
            | Self::File { .. }
            | Self::EmptyBundle { .. }
            | Self::Toml { .. }
            | Self::Mapping { .. }
            | Self::RuledOut { .. }
            | Self::Named { .. }
            | Self::SameSource { .. }
            | Self::MissingColumn { .. }
            | Self::NoFile { .. }
            | Self::EmptyDay { .. }
            | Self::MappingChanged { .. }
            | Self::NoRecordId { .. } => self.of_input(),
            _ => self.of_run(),
        };
        Text { zh, en: self.to_string() }
    }

    /// Of mappings and tables.
    fn of_input(&self) -> String {
        let name = |path: &Path| path.display().to_string();
        match self {
            Self::Folder { folder, cause } => {
                format!("{}：无法列出目录（{cause}）。请检查路径和权限。", name(folder))
            }
            Self::File { file, cause } if cause.kind() == std::io::ErrorKind::StorageFull => {
                format!("{}：磁盘已满。请腾出空间后重新运行；本阶段未写入任何内容。", name(file))
            }
            Self::File { file, cause } => {
                format!("{}：{cause}。请检查路径和权限后重新运行。", name(file))
            }
            Self::EmptyBundle { folder, missing } => format!(
                "{}：缺少{}。目录中须有fusion.toml，并为每张表准备一个TOML文件。",
                name(folder),
                if *missing == "fusion.toml" { *missing } else { "映射文件" }
            ),
            Self::Toml { file, cause } => format!("{}：格式不对：{cause}", name(file)),
            Self::Mapping { file, what } => format!("{}：映射有误：{}", name(file), what.zh),
            Self::RuledOut { file, column, ground } => format!(
                "{}：“{column}”列被拒绝：邻里不保存任何{}信息。请从映射中删去该列。",
                name(file),
                ground.zh
            ),
            Self::Named { file, column, why } => {
                format!("{} 表头：“{column}”列被拒绝：{}。请去掉该列后再报送。", name(file), why.zh)
            }
            Self::SameSource { source_id } => {
                format!("两个映射文件的来源同为“{source_id}”：请各用一个名称")
            }
            Self::MissingColumn { file, column, nearest } => {
                let nearest = nearest.as_ref();
                let nearest =
                    nearest.map_or_else(String::new, |name| format!("；最接近的是“{name}”"));
                format!("{} 表头：缺少“{column}”列{nearest}。请修改映射或文件。", name(file))
            }
            Self::NoFile { source_id, folder, pattern } => {
                format!(
                    "来源“{source_id}”：{}下没有符合“{pattern}”的文件。请检查--sources和映射中的files。",
                    name(folder)
                )
            }
            Self::EmptyDay { folder } => format!(
                "{}：目录中及withdrawn下没有任何映射对应的文件，当日无可更新的内容",
                name(folder)
            ),
            Self::MappingChanged { source_id } => format!(
                "来源“{source_id}”的映射在上次全量汇聚后有改动，原有记录的含义随之变化。请用全部表格运行linli fuse。"
            ),
            Self::NoRecordId { file, source_id } => {
                format!("{}：来源“{source_id}”没有record_id，无法得知撤回的是哪条记录", name(file))
            }
            other => other.to_string(),
        }
    }

    /// Of the run, the lake and the stores.
    fn of_run(&self) -> String {
        let name = |path: &Path| path.display().to_string();
        match self {
            Self::Thread { stage } => {
                let stage = stage_zh(stage);
                format!("“{stage}”阶段：一个线程提前结束。请重新运行，将从上一个完成的阶段继续。")
            }
            Self::Engine { stage, cause } => format!("“{}”阶段失败：{cause}", stage_zh(stage)),
            Self::Lake { file, cause } => {
                format!("{}：{cause}。请重新运行：未完成的阶段会重做。", name(file))
            }
            Self::Linkage(cause) => format!("关联失败：{cause}"),
            Self::NoRegister => {
                "地址库中没有地址：请先导入（linli import），或在fusion.toml的register中指定地址表"
                    .to_owned()
            }
            Self::Address(cause) => format!("地址索引：{cause}"),
            Self::Blocks(cause) => format!("数据块无法读写：{cause}"),
            Self::Access(cause) => format!("未获授权，或读取未能记入日志：{cause}"),
            Self::Uneven { source_id } => format!(
                "来源“{source_id}”：已清洗的地址与读入的行不对应。请重新运行：该阶段会重做。"
            ),
            Self::Rows { stage, given, found } => format!(
                "“{}”阶段：输入 {given} 行，结果只有 {found} 行对应。请重新运行：该阶段会重做，数据块保持原样。",
                stage_zh(stage)
            ),
            Self::Part { stage, what } => {
                format!("“{}”阶段的一个分区：{what}", stage_zh(stage))
            }
            Self::OutsideGrant { source_id } => {
                format!("来源“{source_id}”不在本次运行的授权之内：没有向工作节点发送任何数据")
            }
            Self::Cluster(cause) => format!("工作节点：{cause}"),
            Self::Ended(cause) => format!("分区已无人等待：{cause}"),
            Self::Bucket(cause) => format!("对象存储：{cause}"),
            Self::BusyElsewhere { bucket, run, since } => format!(
                "{bucket}：另一台机器的运行{run}自{since}起占用。请等它结束；如该机器已停用，请删除此地址下的lock.json。"
            ),
            Self::TakenElsewhere { bucket, object } => {
                format!("{bucket}：{object}已存在且内容不同。另有系统写入此地址：请各用一个前缀。")
            }
            Self::NoGeneration => "还没有数据块：请先用全部表格运行linli fuse".to_owned(),
            Self::OtherLake { folder } => format!(
                "{}：当前数据块并非由此生成。请用全部表格重新运行linli fuse。",
                name(folder)
            ),
            Self::Busy { file, holder } => format!(
                "{}：另一次运行正在进行（进程{holder}）。请等它结束；如该进程已不存在，请删除此文件。",
                name(file)
            ),
            other => other.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_the_same_in_both_languages() {
        let error = FusionError::MissingColumn {
            file: "payroll.csv".into(),
            column: "worker_family".into(),
            nearest: Some("worker_familly".into()),
        };
        let Text { zh, en } = error.message();
        for told in [zh, en] {
            for part in ["payroll.csv", "worker_family", "worker_familly"] {
                assert!(told.contains(part), "{told}");
            }
        }
    }

    #[test]
    fn a_stage_has_its_chinese_name() {
        let Text { zh, en } = FusionError::Thread { stage: "intake" }.message();
        assert!(zh.contains("“读入”阶段") && !zh.contains("intake"), "{zh}");
        assert!(en.contains("stage intake"), "{en}");
    }
}
