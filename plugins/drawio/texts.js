/* The texts in the language of the editor. */
const LANGUAGES = {en: TEXTS_EN, de: TEXTS_DE};

function textsFor(language) {
    return LANGUAGES[language] || TEXTS_EN;
}

/* The text of @key with its {0}, {1} filled in; a key without a text is shown as it is. */
function say(tm, key, ...values) {
    const own = Object.prototype.hasOwnProperty.call(tm.texts, key);
    const text = own ? tm.texts[key] : key;

    return text.replace(/\{(\d)\}/g, (all, digit) => String(values[Number(digit)]));
}

function sayCount(tm, one, many, count, ...values) {
    return say(tm, count === 1 ? one : many, count, ...values);
}
