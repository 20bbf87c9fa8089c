//! The window's page: what a person sees and does in it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use super::bench::artifacts;

/// How long anything may take to appear: the machine may be busy, and a test that passes never waits this long.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(25);

/// Where letters of the article stand in the window, for scripts that see it as `article`.
const LETTERS: &str = "
    const find = (words) => {
        const walker = article.createTreeWalker(article.querySelector('.body'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const at = walker.currentNode.data.indexOf(words);
            if (at >= 0) return [walker.currentNode, at];
        }
        throw new Error('the article does not say ' + words);
    };
    const boxOf = (words, from, to) => {
        const [text, at] = find(words);
        const range = article.createRange();
        range.setStart(text, at + from);
        range.setEnd(text, at + to);
        return range.getBoundingClientRect();
    };
    const into_sight = (words) => (article.scrollingElement.scrollTop += boxOf(words, 0, 1).top - 120);
    const place = (words, last) => {
        const box = last === null ? boxOf(words, 0, words.length) : last ? boxOf(words, words.length - 1, words.length) : boxOf(words, 0, 1);
        const around = frame.getBoundingClientRect();
        const [text] = find(words);
        const rtl = getComputedStyle(text.parentElement).direction === 'rtl';
        const x = last === null ? (box.left + box.right) / 2 : last === rtl ? box.left + 0.5 : box.right - 0.5;
        return [x + around.left, (box.top + box.bottom) / 2 + around.top].map(Math.round);
    };";

/// The selector of a `data-testid`.
pub fn id(name: &str) -> String {
    format!("[data-testid='{name}']")
}

/// Waits until `condition` holds, looking again and again.
pub async fn until(mut condition: impl FnMut() -> bool, otherwise: &str) {
    let began = Instant::now();
    while !condition() {
        assert!(began.elapsed() < PATIENCE, "{otherwise}");
        tokio::time::sleep(LOOK).await;
    }
}

/// The page of an open window.
#[derive(Debug, Clone)]
pub struct Page(WebDriver);

impl Page {
    pub fn new(browser: WebDriver) -> Self {
        Self(browser)
    }

    /// The session is ready before the page is: waits for its first list.
    pub async fn mounted(&self) {
        self.find(&id("save-input")).await;
    }

    /// The first element that matches and takes up room, as soon as there is one.
    pub async fn find(&self, selector: &str) -> WebElement {
        self.find_with(selector, "").await
    }

    /// The first such element whose text holds `text`.
    pub async fn find_with(&self, selector: &str, text: &str) -> WebElement {
        // The driver's own notion of "displayed" takes the rows of a virtual list for hidden.
        let script = "const [selector, text] = arguments;
            return [...document.querySelectorAll(selector)]
                .find((element) => element.getClientRects().length > 0 && element.innerText.includes(text)) ?? null";
        let began = Instant::now();
        loop {
            let found = self.0.execute(script, vec![json!(selector), json!(text)]).await.unwrap();
            if !found.json().is_null() {
                return found.element().unwrap();
            }
            assert!(
                began.elapsed() < PATIENCE,
                "no {selector} with {text:?}; the list has {:?}",
                self.rows().await
            );
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Clicks the first element that matches, scrolled into view, once nothing that is on its way out lies over it.
    pub async fn click(&self, selector: &str) {
        let found = self.find(selector).await;
        self.settled().await;
        self.until(&format!(
            "const element = document.querySelector({});
             element.scrollIntoView({{ block: 'nearest' }});
             const {{ x, y, width, height }} = element.getBoundingClientRect();
             return element.contains(document.elementFromPoint(x + width / 2, y + height / 2))",
            json!(selector)
        ))
        .await;
        found.click().await.unwrap();
    }

    /// Waits until nothing that matches is there.
    pub async fn gone(&self, selector: &str) {
        self.until(&format!("return document.querySelector({}) === null", json!(selector))).await;
    }

    /// The row of the list that shows `title`.
    pub async fn row(&self, title: &str) -> WebElement {
        self.find_with(&id("article-row"), title).await
    }

    /// Titles of the rows that can be seen, top first.
    pub async fn rows(&self) -> Vec<String> {
        let script =
            "return [...document.querySelectorAll('[data-testid=article-row]')].map((row) => row.innerText)";
        serde_json::from_value(self.run(script, &[]).await).unwrap()
    }

    /// Types an address into the field at the top and saves it.
    pub async fn save(&self, url: &str) {
        let field = self.find(&id("save-input")).await;
        field.send_keys(url).await.unwrap();
        self.find(&id("save-button")).await.click().await.unwrap();
    }

    /// Presses keys where the focus is.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        self.0.active_element().await.unwrap().send_keys(keys).await.unwrap();
    }

    /// Drags one element onto another with the mouse.
    pub async fn drag(&self, from: &WebElement, to: &WebElement) {
        self.drag_to(from, to, (0, 0), || async {}).await;
    }

    /// Drags an element with the mouse over another and lets go there: `aim` is how far from the other's middle, in CSS
    /// pixels. `shown` is looked at before the button is let go.
    pub async fn drag_to<F: Future<Output = ()>>(
        &self,
        what: &WebElement,
        onto: &WebElement,
        aim: (i64, i64),
        shown: impl FnOnce() -> F,
    ) {
        self.settled().await;
        let (from, to) = (self.middle(what).await, self.middle(onto).await);
        let (x, y) = (to.0 + aim.0, to.1 + aim.1);
        let chain = self.0.action_chain().move_to(from.0, from.1).click_and_hold();
        // A drag begins with the first pixels; it aims with the last.
        let chain =
            chain.move_to(from.0 + 8, from.1 + 8).move_to((from.0 + x) / 2, (from.1 + y) / 2).move_to(x, y);
        chain.perform().await.unwrap();
        shown().await;
        self.0.action_chain().move_to(x, y).release().perform().await.unwrap();
    }

    /// The middle of an element in the window.
    async fn middle(&self, element: &WebElement) -> (i64, i64) {
        let script = "const { left, top, width, height } = arguments[0].getBoundingClientRect();
            return [Math.round(left + width / 2), Math.round(top + height / 2)]";
        let found = self.0.execute(script, vec![element.to_json().unwrap()]).await.unwrap();
        serde_json::from_value(found.json().clone()).unwrap()
    }

    /// Strikes a key wherever the focus is, in a frame or not, while others are held.
    pub async fn strike(&self, held: &[Key], key: impl Into<char>) {
        let key = key.into();
        let held: Vec<char> = held.iter().map(|key| key.clone().into()).collect();
        let down = held.iter().fold(self.0.action_chain(), |chain, key| chain.key_down(*key));
        let struck = down.key_down(key).key_up(key);
        held.iter().rev().fold(struck, |chain, key| chain.key_up(*key)).perform().await.unwrap();
    }

    /// Clicks with the other button at a place of the window.
    pub async fn click_for_menu(&self, x: i64, y: i64) {
        self.0.action_chain().move_to(x, y).context_click().perform().await.unwrap();
    }

    /// Presses keys one after the other, wherever the focus is, the reader's frame included.
    pub async fn type_keys(&self, keys: impl Into<TypingData>) {
        self.0.action_chain().send_keys(keys).perform().await.unwrap();
    }

    /// Selects text of the article with the mouse, from the first letter of `first` to the last of `last`.
    pub async fn select(&self, first: &str, last: &str) {
        self.in_article(&format!("{LETTERS} into_sight({}); return null", json!(first))).await;
        self.painted().await;
        let places =
            format!("{LETTERS} return [...place({}, false), ...place({}, true)]", json!(first), json!(last));
        let [x1, y1, x2, y2] = serde_json::from_value(self.in_article(&places).await).unwrap();
        let mouse = self.0.action_chain().move_to(x1, y1).click_and_hold();
        mouse.move_to((x1 + x2) / 2, (y1 + y2) / 2).move_to(x2, y2).release().perform().await.unwrap();
    }

    /// Clicks in the middle of words of the article.
    pub async fn click_words(&self, words: &str) {
        self.in_article(&format!("{LETTERS} into_sight({}); return null", json!(words))).await;
        self.painted().await;
        let place = format!("{LETTERS} return place({}, null)", json!(words));
        let [x, y] = serde_json::from_value(self.in_article(&place).await).unwrap();
        self.0.action_chain().move_to(x, y).click().perform().await.unwrap();
    }

    /// Waits until what was changed is on the screen: the web process may be a frame behind; two frames later it is not.
    async fn painted(&self) {
        let two =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))";
        let _ = self.0.execute_async(two, Vec::new()).await;
    }

    /// Runs a script in the page; what it returns comes back.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.0.execute(script, arguments.to_vec()).await.unwrap().json().clone()
    }

    /// Runs a script that says when it is done: its last argument takes what comes back.
    pub async fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        self.0.execute_async(script, arguments.to_vec()).await.unwrap().json().clone()
    }

    /// The same in the document of a frame, as its own script.
    pub async fn run_inside(&self, frame: &str, script: &str) -> Value {
        self.find(frame).await.enter_frame().await.unwrap();
        let answer = self.0.execute_async(script, Vec::new()).await;
        self.0.enter_default_frame().await.unwrap();
        answer.unwrap().json().clone()
    }

    /// Waits until a script returns true. It is asked again and again, so it must change nothing.
    pub async fn until(&self, condition: &str) {
        let began = Instant::now();
        while self.run(condition, &[]).await != Value::Bool(true) {
            assert!(began.elapsed() < PATIENCE, "it never came true: {condition}");
            tokio::time::sleep(LOOK).await;
        }
    }

    /// The same inside the reader's frame: `article` is its document.
    pub async fn until_in_article(&self, condition: &str) {
        self.until(&in_article(condition)).await;
    }

    /// Runs a script that sees the document of the reader's frame as `article`.
    pub async fn in_article(&self, script: &str) -> Value {
        self.run(&in_article(script), &[]).await
    }

    /// Sets what the person prefers, as the settings would, and starts the page afresh.
    pub async fn prefer(&self, preferences: Value) {
        let script = "localStorage.setItem('lede', JSON.stringify(arguments[0])); window.stale = true; setTimeout(() => location.reload())";
        self.run(script, &[preferences]).await;
        // A script that is asked while one page gives way to the next has no answer.
        let began = Instant::now();
        let fresh = async || self.0.execute("return window.stale === undefined", Vec::new()).await;
        while !fresh().await.is_ok_and(|answer| answer.json() == &Value::Bool(true)) {
            assert!(began.elapsed() < PATIENCE, "the page never started afresh");
            tokio::time::sleep(LOOK).await;
        }
        self.mounted().await;
    }

    /// Opens the article of a row with the connections beside its text, and waits for a part of them.
    pub async fn connect(&self, title: &str, part: &str) {
        self.row(title).await.click().await.unwrap();
        self.until_in_article("return article.querySelector('.body p') !== null").await;
        let closed = format!("return document.querySelector({}) === null", json!(id("connections")));
        if self.run(&closed, &[]).await == json!(true) {
            self.press("l").await;
        }
        self.find(&id(part)).await;
    }

    /// Makes the window this large.
    pub async fn resize(&self, width: u32, height: u32) {
        self.0.set_window_rect(0, 0, width, height).await.unwrap();
        self.until(&format!("return innerWidth === {width}")).await;
        self.settled().await;
    }

    /// Waits until nothing moves: a click goes where an element was when the driver looked.
    pub async fn settled(&self) {
        let script = "const places = JSON.stringify([...document.querySelectorAll('[data-testid], button')].map((e) => e.getBoundingClientRect()));
            const still = places === window.placesBefore && document.getAnimations().every((a) => a.playState !== 'running');
            window.placesBefore = places;
            return still";
        self.until(script).await;
    }

    /// Puts a picture of the window into `artifacts/`.
    pub async fn screenshot(&self, name: &str) {
        self.painted().await;
        let name: String =
            name.chars().map(|c| if c.is_alphanumeric() || c == '-' { c } else { '-' }).collect();
        let _ = self.0.screenshot(&artifacts().join(format!("{name}.png"))).await;
    }

    /// Calls a command as the page does; `ok` or `error` of the answer is set.
    pub async fn invoke(&self, command: &str, arguments: Value) -> Value {
        let script = "const [command, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(command, args).then((ok) => done({ ok }), (error) => done({ error }))";
        self.run_async(script, &[json!(command), arguments]).await
    }
}

fn in_article(script: &str) -> String {
    format!(
        "const frame = document.querySelector('[data-testid=reader-frame]'); const article = frame && frame.contentDocument;
         if (!article || !article.body) return null; {script}"
    )
}
