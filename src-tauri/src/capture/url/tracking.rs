//! Query parameters that say where a reader came from, not what is read.
//!
//! No maintained list has a licence that fits (ClearURLs is LGPL, AdGuard's GPL), so the names are taken from what their
//! makers document, each group naming its maker. A name belongs here only if no site is known to choose content by it;
//! ambiguous ones (`ref`, `source`, `cid`, `id`, `share`) stay in the URL unless the host is known.

/// Names that start so.
const PREFIXES: &[&str] = &[
    "utm_",       // Google Analytics: campaign URL parameters
    "utm-",       // the same, as some newsletters misspell it
    "mtm_",       // Matomo: campaign tracking
    "pk_",        // Matomo, older
    "piwik_",     // Matomo, oldest
    "matomo_",    // Matomo
    "hsa_",       // HubSpot Ads
    "at_",        // Piano Analytics (AT Internet): sources; the BBC and French papers use it
    "__hs",       // HubSpot: __hstc, __hssc, __hsfp
    "fb_action_", // Facebook: Open Graph actions
    "wt.mc_",     // Webtrends: campaigns
    "wt_zmc",     // Mapp Intelligence (Webtrekk): campaigns
    "oly_",       // Omeda: newsletter reader ids
    "vero_",      // Vero
    "_bta_",      // Bronto
    "trk_",       // Listrak
    "sc_camp",    // Sitecore: sc_camp, sc_campaign
    "itm_",       // internal campaigns in the form of utm_
    "int_cmp",    // Adobe Analytics: internal campaigns
    "guce_",      // Yahoo: consent
];

/// Whole names, in lower case.
const NAMES: &[&str] = &[
    // Google Ads, Campaign Manager 360, Merchant Center, Analytics linker
    "gclid",
    "gclsrc",
    "dclid",
    "gbraid",
    "wbraid",
    "gad_source",
    "gad_campaignid",
    "srsltid",
    "_ga",
    "_gl",
    "usqp",
    // Meta
    "fbclid",
    "igshid",
    "igsh",
    "fb_ref",
    "fb_source",
    "fb_comment_id",
    "mibextid",
    "__tn__",
    "__xts__",
    // Microsoft Advertising, X, TikTok, LinkedIn, Pinterest, Snapchat, Reddit, Quora
    "msclkid",
    "twclid",
    "ttclid",
    "li_fat_id",
    "epik",
    "scclid",
    "sccid",
    "rdt_cid",
    "qclid",
    // Yandex, VK, Mail.ru, Openstat
    "yclid",
    "ymclid",
    "ysclid",
    "_openstat",
    // Mailchimp, HubSpot, Marketo, Klaviyo, ActiveCampaign, Drip, Mailerlite, Iterable, Sailthru, Braze
    "mc_cid",
    "mc_eid",
    "_hsenc",
    "_hsmi",
    "hsctatracking",
    "mkt_tok",
    "_kx",
    "_ke",
    "vgo_ee",
    "__s",
    "ml_subscriber",
    "ml_subscriber_hash",
    "iterablecampaignid",
    "iterabletemplateid",
    "sailthru_id",
    // Adobe Analytics and Advertising, IBM, Omeda, Piano (AT Internet), Branch, Adjust, Wicked Reports, Taboola, Outbrain
    "s_kwcid",
    "s_cid",
    "ef_id",
    "icid",
    "ncid",
    "cmpid",
    "ito",
    "ocid",
    "xtor",
    "_branch_match_id",
    "_branch_referrer",
    "adjust_referrer",
    "wickedid",
    "tblci",
    "obclid",
    "dicbo",
    "cxrecs_s",
    "ns_campaign",
    "ns_mchannel",
    "ns_source",
    "ns_linkname",
    "ns_fee",
    // Share buttons and readers
    "guccounter",
    "share_source",
    "amp_js_v",
    "amp_gsa",
    "spm",
    "ref_src",
    "ref_url",
    "__twitter_impression",
    "ftag",
];

/// Names that mean nothing at one host (or below it), in lower case.
const AT_HOST: &[(&str, &[&str])] = &[
    (
        "nytimes.com",
        &[
            "smid",
            "smtyp",
            "partner",
            "emc",
            "rss",
            "unlocked_article_code",
            "referringsource",
            "action",
            "pgtype",
            "module",
            "impression_id",
            "surface",
            "te",
            "nl",
            "campaign_id",
            "instance_id",
            "segment_id",
            "user_id",
            "regi_id",
            "nlid",
            "giftcopy",
        ],
    ),
    ("washingtonpost.com", &["itid", "wpisrc", "wpmm", "pwapi_token", "tid", "hpid"]),
    ("theguardian.com", &["cmp", "cmp_bunit", "cmp_tu", "dcr"]),
    ("bbc.com", &["pinned_post_type"]),
    ("bloomberg.com", &["srnd", "sref", "leadsource", "accesstoken"]),
    ("wsj.com", &["mod", "st", "reflink"]),
    ("ft.com", &["segmentid", "sharetype", "desktop", "accesstoken"]),
    ("economist.com", &["gifttoken", "giftid"]),
    ("theatlantic.com", &["gift"]),
    ("spiegel.de", &["sara_ref", "sara_ecid", "sara_icid"]),
    ("zeit.de", &["freebie", "wt_zmc"]),
    ("lemonde.fr", &["lmd_medium", "lmd_campaign", "lmd_creation", "lmd_source", "random"]),
    ("medium.com", &["source", "sk", "gi"]),
    (
        "substack.com",
        &["r", "s", "publication_id", "post_id", "isfreemail", "triedredirect", "showwelcomeonshare"],
    ),
    ("youtube.com", &["si", "feature", "pp", "ab_channel"]),
    ("youtu.be", &["si", "feature"]),
    ("twitter.com", &["s", "t", "cxt"]),
    ("x.com", &["s", "t", "cxt"]),
    ("reddit.com", &["share_id", "rdt"]),
    ("linkedin.com", &["trk", "trackingid", "lipi", "rcm"]),
    ("qq.com", &["chksm", "scene", "clicktime", "enterid", "sessionid"]),
    ("weibo.com", &["wm"]),
    ("bilibili.com", &["spm_id_from", "vd_source", "from_spmid", "share_medium", "share_plat"]),
];

/// The query without tracking parameters; `None` when nothing is left.
pub(super) fn strip(host: &str, query: &str) -> Option<String> {
    let kept: Vec<&str> =
        query.split('&').filter(|part| !part.is_empty() && !is_tracking(host, part)).collect();
    if kept.is_empty() { None } else { Some(kept.join("&")) }
}

fn is_tracking(host: &str, part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default();
    let name = super::canonical_escapes(name).to_ascii_lowercase();
    PREFIXES.iter().any(|prefix| name.starts_with(prefix))
        || NAMES.contains(&name.as_str())
        || AT_HOST.iter().any(|(site, names)| is_below(host, site) && names.contains(&name.as_str()))
}

/// Whether `host` is `site` or a name below it.
fn is_below(host: &str, site: &str) -> bool {
    host.strip_suffix(site).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}
