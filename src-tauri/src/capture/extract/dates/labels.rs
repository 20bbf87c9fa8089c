//! What the words before a date say it is.

use std::sync::LazyLock;

use super::tokens::{Token, words};

const PUBLISHED: &str = "published|publish date|posted|post date|first published|date|released|issued|datum|veröffentlicht|erschienen|erstellt|publié|publiée|mis en ligne|publicado|publicada|fecha|publicação|data|pubblicato|pubblicata|gepubliceerd|geplaatst|publicerad|publisert|publiceret|udgivet|julkaistu|opublikowano|opublikowany|publikováno|vydáno|publikované|опубликовано|дата|опубліковано|публикувано|objavljeno|објављено|publicat|yayınlanma|yayın tarihi|giriş|eklenme|tarih|dərc|δημοσιεύθηκε|δημοσίευση|ημερομηνία|megjelent|közzétéve|publikuota|publicēts|avaldatud|نشر|تاريخ النشر|نشرت|تاریخ انتشار|انتشار|تاریخ|פורסם|תאריך|प्रकाशित|প্রকাশ|প্রকাশিত|发布时间|发布|发表|发稿|時間|时间|日期|公開|公開日|掲載|投稿日|配信|등록|입력|게재|승인|đăng|ngày đăng|diterbitkan|dipublikasikan|terbit|เผยแพร่|วันที่|imechapishwa";

const MODIFIED: &str = "updated|update|last update|modified|last modified|edited|revised|reviewed|corrected|aktualisiert|geändert|bearbeitet|stand|mis à jour|mise à jour|modifié|modifiée|actualizado|actualizada|actualización|modificado|modificada|atualizado|atualizada|atualização|aggiornato|aggiornata|aggiornamento|modificato|bijgewerkt|gewijzigd|laatste update|uppdaterad|oppdatert|opdateret|päivitetty|muokattu|zaktualizowano|aktualizacja|aktualizováno|aktualizace|aktualizované|обновлено|обновлена|изменено|оновлено|обновен|ažurirano|azurirano|actualizat|güncelleme|güncellenme|son güncelleme|yenilənib|ενημερώθηκε|ενημέρωση|τελευταία ενημέρωση|frissítve|atnaujinta|atjaunots|uuendatud|تحديث|آخر تحديث|تعديل|به‌روزرسانی|بروزرسانی|به روز رسانی|آخرین ویرایش|ویرایش|עודכן|עדכון|अपडेट|अद्यतन|আপডেট|হালনাগাদ|更新|更新时间|更新日|最終更新|修改|수정|업데이트|cập nhật|diperbarui|diupdate|อัปเดต|แก้ไข|imesasishwa";

static PUBLISHED_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| names(PUBLISHED));
static MODIFIED_NAMES: LazyLock<Vec<String>> = LazyLock::new(|| names(MODIFIED));

fn names(list: &str) -> Vec<String> {
    list.split('|').map(|name| format!(" {} ", words(name).join(" "))).collect()
}

/// What a date is said to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Published,
    Modified,
}

/// The label in the words before a date; the nearest one counts.
pub(super) fn label(before: &[Token]) -> Option<Label> {
    let words: Vec<&str> = before.iter().filter_map(Token::word).collect();
    let text = format!(" {} ", words.join(" "));
    let last = |names: &[String]| {
        names.iter().filter_map(|name| text.rfind(name.as_str()).map(|at| at + name.len())).max()
    };
    match (last(&PUBLISHED_NAMES), last(&MODIFIED_NAMES)) {
        (None, None) => None,
        (published, modified) if published > modified => Some(Label::Published),
        _ => Some(Label::Modified),
    }
}
