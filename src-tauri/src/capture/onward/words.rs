//! What links to further pages, and to other forms of a page, are called.

/// Words of links to the next page, in lower case.
const NEXT: &[&str] = &[
    "next",
    "next page",
    "continue",
    "continue reading",
    "more",
    "weiter",
    "nächste",
    "nächste seite",
    "suivant",
    "suivante",
    "page suivante",
    "siguiente",
    "página siguiente",
    "siguiente página",
    "próxima",
    "próxima página",
    "página seguinte",
    "seguinte",
    "avanti",
    "successiva",
    "pagina successiva",
    "pagina seguente",
    "prossima pagina",
    "volgende",
    "volgende pagina",
    "następna",
    "następna strona",
    "dalej",
    "další",
    "další strana",
    "ďalšia strana",
    "далее",
    "дальше",
    "следующая",
    "следующая страница",
    "вперед",
    "вперёд",
    "наступна",
    "наступна сторінка",
    "далі",
    "следваща",
    "sonraki",
    "sonraki sayfa",
    "ileri",
    "التالي",
    "التالية",
    "الصفحة التالية",
    "بعدی",
    "صفحه بعد",
    "صفحه بعدی",
    "ادامه",
    "ادامه مطلب",
    "اگلا صفحہ",
    "הבא",
    "העמוד הבא",
    "下一页",
    "下页",
    "下一頁",
    "下頁",
    "次へ",
    "次のページ",
    "次ページ",
    "次のページへ",
    "다음",
    "다음 페이지",
    "अगला",
    "अगला पेज",
    "ถัดไป",
    "หน้าถัดไป",
    "trang sau",
    "trang tiếp",
    "tiếp theo",
    "selanjutnya",
    "berikutnya",
    "halaman selanjutnya",
    "nästa",
    "nästa sida",
    "neste",
    "neste side",
    "næste",
    "næste side",
    "seuraava",
    "seuraava sivu",
    "επόμενη",
    "επόμενη σελίδα",
    "következő",
    "következő oldal",
    "următoarea",
    "pagina următoare",
    "sljedeća",
    "следећа",
    "naslednja",
];

/// Words of links to the whole article on one page.
const SINGLE: &[&str] = &[
    "single page",
    "view as single page",
    "view single page",
    "show single page",
    "read on one page",
    "on one page",
    "one page",
    "all on one page",
    "view all",
    "view all pages",
    "view as one page",
    "full article",
    "show full article",
    "auf einer seite",
    "auf einer seite lesen",
    "alles auf einer seite",
    "artikel auf einer seite lesen",
    "sur une page",
    "sur une seule page",
    "tout sur une page",
    "afficher sur une seule page",
    "en una página",
    "en una sola página",
    "ver en una página",
    "em uma página",
    "em uma só página",
    "in una pagina",
    "leggi in una pagina",
    "op één pagina",
    "на одной странице",
    "одной страницей",
    "tek sayfa",
    "tek sayfada göster",
    "全文",
    "全文阅读",
    "阅读全文",
    "在本页阅读全文",
    "余下全文",
    "全文を表示",
    "1ページで表示",
    "全文表示",
    "한 페이지로 보기",
    "전체보기",
    "مشاهده در یک صفحه",
    "نمایش در یک صفحه",
    "عرض في صفحة واحدة",
];

/// Words of links to the version for printing.
const PRINT: &[&str] = &[
    "print",
    "print this",
    "print article",
    "print version",
    "printer friendly",
    "printer-friendly",
    "printer-friendly version",
    "drucken",
    "druckversion",
    "druckansicht",
    "imprimer",
    "imprimir",
    "versión para imprimir",
    "versão para impressão",
    "stampa",
    "versione stampabile",
    "afdrukken",
    "drukuj",
    "wersja do druku",
    "tisk",
    "версия для печати",
    "печать",
    "распечатать",
    "друк",
    "yazdır",
    "نسخه چاپی",
    "چاپ",
    "طباعة",
    "نسخة للطباعة",
    "הדפסה",
    "打印",
    "列印",
    "印刷",
    "印刷する",
    "인쇄",
    "프린트",
    "skriv ut",
    "udskriv",
    "tulosta",
    "εκτύπωση",
    "nyomtatás",
    "cetak",
    "in trang",
];

/// What a link is called, as far as it says that it leads to the same article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Called {
    Next,
    /// The page of this number.
    Number(u32),
    Single,
    Print,
}

/// Reads the words of a link.
pub(super) fn called(text: &str) -> Option<Called> {
    if text.chars().count() > 48 {
        return None;
    }
    let words = text.to_lowercase().replace(['\u{200c}', '\u{a0}'], " ");
    let words =
        words.trim_matches(|c: char| c.is_whitespace() || (!c.is_alphanumeric() && !c.is_ascii_digit()));
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() {
        let arrow = matches!(text.trim(), "»" | "›" | ">" | ">>" | "→" | "▶" | "►" | "⟩");
        return arrow.then_some(Called::Next);
    }
    let is = |list: &[&str]| list.contains(&words.as_str());
    if is(NEXT) {
        Some(Called::Next)
    } else if is(SINGLE) {
        Some(Called::Single)
    } else if is(PRINT) {
        Some(Called::Print)
    } else {
        number(&words).map(Called::Number).or_else(|| says_next(&words).then_some(Called::Next))
    }
}

/// `2`, `page 2`, `۲`, `第2页`.
fn number(words: &str) -> Option<u32> {
    let digits: Vec<u32> = words.chars().filter_map(digit).collect();
    let rest: String = words.chars().filter(|c| digit(*c).is_none() && !c.is_whitespace()).collect();
    let page = [
        "",
        "page",
        "seite",
        "página",
        "pagina",
        "strona",
        "strana",
        "страница",
        "стр",
        "sayfa",
        "صفحه",
        "الصفحة",
        "第页",
        "第頁",
        "ページ",
        "페이지",
        "sida",
        "side",
        "sivu",
    ];
    let known = (1..=2).contains(&digits.len()) && page.contains(&rest.as_str());
    known.then(|| digits.iter().fold(0, |number, digit| number * 10 + digit)).filter(|number| *number > 0)
}

fn digit(c: char) -> Option<u32> {
    let zeros = ['0', '٠', '۰', '०', '০', '０', '๐'];
    zeros.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
}

/// `next: the descent`, `weiter auf seite 2`, `next page (2/3)`.
fn says_next(words: &str) -> bool {
    [
        "next:",
        "next page",
        "weiter auf seite",
        "weiter zu seite",
        "nächste seite",
        "page suivante",
        "siguiente:",
        "página siguiente",
        "صفحه بعد",
        "الصفحة التالية",
        "下一页",
        "下一頁",
        "次のページ",
        "다음 페이지",
        "следующая страница",
    ]
    .iter()
    .any(|start| words.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_known_by_their_words_in_many_languages() {
        for (text, expected) in [
            ("Next page »", Some(Called::Next)),
            ("صفحه\u{200c} بعدی", Some(Called::Next)),
            ("下一页 >", Some(Called::Next)),
            ("›", Some(Called::Next)),
            ("Next: The descent", Some(Called::Next)),
            ("Page 2", Some(Called::Number(2))),
            ("۲", Some(Called::Number(2))),
            ("第3页", Some(Called::Number(3))),
            ("View as single page", Some(Called::Single)),
            ("نسخه چاپی", Some(Called::Print)),
            ("The next election", None),
            ("2026", None),
            ("«", None),
            ("", None),
        ] {
            assert_eq!(called(text), expected, "{text}");
        }
    }
}
