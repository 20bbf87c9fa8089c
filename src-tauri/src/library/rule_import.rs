//! Site rules from files and into files: the archive's own format, and the configs of FiveFilters.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::Library;
use crate::capture::{HostPattern, check_selector, parse_rule};
use crate::db::{self, RuleRow};
use crate::error::{Error, Result};
use crate::import::{RuleFile, Translation, read_rule_files, translate};
use crate::model::{RuleFault, RuleImport};

impl Library {
    /// Takes rules from files, folders and zip archives: `.toml` files as they are, `.txt` files as site configs of
    /// FiveFilters, whose names are their hosts. A rule that is there already stays unless `replace` says otherwise. All that
    /// can be used comes in, in one transaction; the report lists everything that cannot.
    ///
    /// # Errors
    /// `Io` when a path cannot be read; those of writing the archive. Then nothing changes.
    pub fn import_rules(&self, paths: &[PathBuf], replace: bool, now: Timestamp) -> Result<RuleImport> {
        let mut files = Vec::new();
        for path in paths {
            files.extend(read_rule_files(path)?);
        }
        let mut report =
            RuleImport { files: u32::try_from(files.len()).unwrap_or(u32::MAX), ..RuleImport::default() };
        let rules: Vec<(String, RuleRow)> = files
            .into_iter()
            .filter_map(|file| match read(&file, &mut report) {
                Ok((host, text)) => Some((file.name, RuleRow { host, text, changed: now })),
                Err((line, why)) => {
                    report.failed.push(RuleFault { file: file.name, line, why });
                    None
                }
            })
            .collect();
        self.db().write(|tx| {
            let there: Vec<String> = db::rules(tx)?.into_iter().map(|rule| rule.host).collect();
            let mut taken: HashSet<String> =
                if replace { HashSet::new() } else { there.into_iter().collect() };
            for (file, rule) in rules {
                if taken.insert(rule.host.clone()) {
                    db::set_rule(tx, &rule)?;
                    report.imported.push(rule.host);
                } else {
                    let why = format!("there is a rule for {} already", rule.host);
                    report.partly.retain(|fault| fault.file != file);
                    report.failed.push(RuleFault { file, line: None, why });
                }
            }
            Ok(())
        })?;
        Ok(report)
    }

    /// Writes every rule to a file of its own in a folder, `HOST.toml`, and returns the files. Files that are there already are
    /// replaced.
    ///
    /// # Errors
    /// `Io` when the folder or a file cannot be written; those of reading the archive.
    pub fn export_rules(&self, folder: &Path) -> Result<Vec<PathBuf>> {
        let io = |path: &Path| {
            let path = path.display().to_string();
            move |source: io::Error| Error::Io { path, source }
        };
        fs::create_dir_all(folder).map_err(io(folder))?;
        let rules = self.db().read(db::rules)?;
        let mut files = Vec::with_capacity(rules.len());
        for rule in rules {
            // No system but Unix lets a file be called `*.example.org.toml`; a leading dot is what FiveFilters writes.
            let path = folder.join(format!("{}.toml", rule.host.strip_prefix('*').unwrap_or(&rule.host)));
            fs::write(&path, rule.text).map_err(io(&path))?;
            files.push(path);
        }
        Ok(files)
    }
}

type Unusable = (Option<u32>, String);

/// The hosts of a file's rule and the rule; what cannot be used of it goes into the report.
fn read(file: &RuleFile, report: &mut RuleImport) -> std::result::Result<(String, String), Unusable> {
    let text = file.text.as_deref().map_err(|why| (None, why.clone()))?;
    let Some(config) = file.name.strip_suffix(".txt") else {
        return match parse_rule(text) {
            Ok(rule) => Ok((rule.host.to_string(), text.to_owned())),
            Err(Error::Rule { line, reason }) => Err((line, reason)),
            Err(other) => Err((None, other.to_string())),
        };
    };
    let pattern = match config.strip_prefix('.') {
        Some(host) => HostPattern::parse(&format!("*.{host}")),
        None => HostPattern::parse(config),
    };
    let pattern = pattern.filter(|pattern| pattern.as_str().trim_start_matches("*.").contains('.'));
    let pattern = pattern.ok_or_else(|| (None, "the name of the file is no host".to_owned()))?;
    let Translation { rule, lines, faults } = translate(pattern.as_str(), &file.name, text, &check_selector);
    report.lines += lines;
    let rule = rule.ok_or_else(|| nothing_left(&faults))?;
    if let Err(error) = parse_rule(&rule) {
        return Err((None, error.to_string()));
    }
    let fault = |(line, why)| RuleFault { file: file.name.clone(), line: Some(line), why };
    report.partly.extend(faults.into_iter().map(fault));
    Ok((pattern.to_string(), rule))
}

fn nothing_left(faults: &[(u32, String)]) -> Unusable {
    match faults.first() {
        Some((line, why)) => (Some(*line), why.clone()),
        None => (None, "it says nothing that a rule could".to_owned()),
    }
}
