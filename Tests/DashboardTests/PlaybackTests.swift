import ClusterModel
import Dashboard
import Endpoints
import TerminalUI
import Testing

@Suite struct PlaybackTests {
    @Test func `a replay asks nobody and shows what it is`() {
        var desk = Desk(playback: Playback(speed: 10))
        desk.pass(.seconds(2))
        #expect(desk.asked.isEmpty)
        #expect(desk.screen.contains("×10"))
    }

    @Test func `space pauses and goes on, plus and minus change the speed`() {
        var desk = Desk(playback: Playback())
        desk.press(.character(" "))
        #expect(desk.dashboard.playback?.isRunning == false && desk.screen.contains("[PAUSED]"))
        desk.press(.character(" "), .character("+"))
        #expect(desk.dashboard.playback?.isRunning == true && desk.screen.contains("×2"))
        for _ in 0..<20 { desk.press(.character("-")) }
        #expect(desk.screen.contains("×0.1"))
        for _ in 0..<20 { desk.press(.character("+")) }
        #expect(desk.dashboard.playback?.speed == 1000)
    }

    @Test func `at the end the last picture stays`() {
        var desk = Desk(playback: Playback())
        desk.send(.playbackEnded)
        #expect(desk.dashboard.playback?.isRunning == false && desk.screen.contains("[END]"))
        desk.press(.character(" "), .character(" "), .character("+"))
        #expect(desk.dashboard.playback?.isRunning == false)
    }

    @Test(arguments: [(0.0, 0.1), (-3, 0.1), (.infinity, 1), (.nan, 1), (5000, 1000), (2.5, 2.5)])
    func `speeds stay in their range`(wanted: Double, speed: Double) {
        #expect(Playback(speed: wanted).speed == speed)
    }

    @Test func `a recording that ends is told until the next key`() {
        var desk = Desk(isRecording: true)
        desk.pass(.seconds(1))
        #expect(desk.screen.contains("[RECORDING]"))
        desk.send(.recordingEnded("recording ended: No space left on device"))
        #expect(!desk.screen.contains("[RECORDING]") && desk.screen.contains("No space left on device"))
        desk.press(.down)
        #expect(!desk.screen.contains("No space left on device") && desk.screen.contains("★ leader"))
    }
}
