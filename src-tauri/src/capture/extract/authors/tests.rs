use super::byline::split;

#[test]
fn bylines_become_names() {
    for (byline, names) in [
        ("By Jane Roe", &["Jane Roe"][..]),
        ("BY JANE ROE AND JOHN DOE", &["JANE ROE", "JOHN DOE"]),
        ("By Jane Roe and John Doe", &["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe and Max Mustermann", &["Jane Roe", "John Doe", "Max Mustermann"]),
        ("Von Anna Schmidt und Karl Braun", &["Anna Schmidt", "Karl Braun"]),
        ("Por María López y José Ruiz", &["María López", "José Ruiz"]),
        ("Par Jeanne Dupont", &["Jeanne Dupont"]),
        ("Written by: Jane Roe, Political Correspondent", &["Jane Roe"]),
        ("Jane Roe (jane.roe@example.org)", &["Jane Roe"]),
        ("jane.roe@example.org Jane Roe", &["Jane Roe"]),
        ("Reuters", &["Reuters"]),
        ("Associated Press", &["Associated Press"]),
        ("Martin Luther King, Jr.", &["Martin Luther King"]),
        ("نوشته علی رضایی", &["علی رضایی"]),
        ("Автор: Иван Петров", &["Иван Петров"]),
        ("作者：王小明、李雷", &["王小明", "李雷"]),
        ("Byron Smith", &["Byron Smith"]),
        ("https://example.org/author/jane", &[]),
        ("admin", &[]),
        ("12 May 2020", &[]),
        ("", &[]),
    ] {
        assert_eq!(split(byline), names, "{byline}");
    }
}
