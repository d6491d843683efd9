import Testing
import Wording

@Suite struct LanguageTests {
    @Test(
        arguments: [
            (nil, [:], Language.english),
            (nil, ["LANG": "zh_CN.UTF-8"], .chinese),
            (nil, ["LANG": "zh_CN.utf8"], .chinese),
            (nil, ["LANG": "zh_CN"], .english),
            (nil, ["LANG": "zh_CN.GB18030"], .english),
            (nil, ["LANG": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"], .english),
            (nil, ["LANG": "en_US.UTF-8", "LC_MESSAGES": "zh_TW.UTF-8@x"], .chinese),
            (nil, ["LANG": "en_US.UTF-8", "LC_MESSAGES": ""], .english),
            (nil, ["LANG": "zh_CN.UTF-8", "LC_CTYPE": "zh_CN.GBK"], .english),
            (.chinese, [:], .chinese),
            (.chinese, ["LANG": "C"], .chinese),
            (.chinese, ["LANG": "zh_CN.GB2312"], .english),
            (.english, ["LANG": "zh_CN.UTF-8"], .english),
        ] as [(Language?, [String: String], Language)]
    )
    func `the wish goes before the locale, and nothing is shown that the terminal cannot`(
        wanted: Language?,
        environment: [String: String],
        language: Language
    ) {
        #expect(Language(wanted: wanted, environment: environment) == language)
    }
}
