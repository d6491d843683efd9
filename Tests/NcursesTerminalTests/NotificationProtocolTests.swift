import Testing

@testable import NcursesTerminal

@Suite struct NotificationProtocolTests {
    private func known(_ environment: [String: String]) -> NotificationProtocol? {
        NotificationProtocol.known { environment[$0] }
    }

    @Test func `only terminals that are known for it are asked`() {
        #expect(known(["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"]) == .osc9)
        #expect(known(["TERM": "xterm-kitty"]) == .osc9)
        #expect(known(["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"]) == .osc9)
        #expect(known(["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"]) == .osc777)
        #expect(known(["TERM": "foot"]) == .osc777)
        for term in ["xterm", "xterm-256color", "linux", "vt100", ""] { #expect(known(["TERM": term]) == nil) }
        #expect(known([:]) == nil)
    }

    @Test func `nothing is sent through a multiplexer`() {
        #expect(known(["TERM": "tmux-256color", "TERM_PROGRAM": "iTerm.app"]) == nil)
        #expect(known(["TERM": "xterm-kitty", "TMUX": "/tmp/tmux-0/default,1,0"]) == nil)
        #expect(known(["TERM": "screen", "KITTY_WINDOW_ID": "1"]) == nil)
    }

    @Test func `no text ends a sequence or begins another`() {
        let hostile = "a\u{07}b\u{1B}]0;x\u{9C}c\u{202E}\n"
        for style in [NotificationProtocol.osc9, .osc777] {
            let bytes = style.sequence(title: hostile, body: hostile)
            #expect(bytes.first == 0x1B && bytes.last == 0x07)
            #expect(!bytes.dropFirst().dropLast().contains { $0 < 0x20 || $0 == 0x7F })
        }
        let fields = String(decoding: NotificationProtocol.osc777.sequence(title: "a;b", body: "c;d"), as: UTF8.self)
        #expect(fields == "\u{1B}]777;notify;a,b;c,d\u{07}")
        #expect(NotificationProtocol.osc9.sequence(title: "t", body: String(repeating: "x", count: 9999)).count < 300)
    }
}
