import CPrograms
import Glibc

/// The groups of programs that run beside us: they end when we do, whatever ends us but SIGKILL and a crash.
///
/// A group has a moment to end by itself before it is killed. This is the only file that uses the C side, which keeps its state per
/// object file.
enum RunningGroups {
    /// Starts the leader of a group.
    ///
    /// - Parameter spawn: puts the leader's number in its place and answers 0, or else an errno.
    /// - Returns: what `spawn` answered.
    static func start(_ leader: inout pid_t, _ spawn: (inout pid_t) -> Int32) -> Int32 {
        groups_install()
        return undisturbed {
            let code = spawn(&leader)
            if code == 0 { groups_replace(0, leader) }
            return code
        }
    }

    /// How the leader ended, as `waitpid` tells it; nil while it runs.
    ///
    /// Its number may be another's afterwards.
    static func status(of leader: pid_t) -> Int32? {
        undisturbed {
            var status: Int32 = 0
            guard waitpid(leader, &status, WNOHANG) == leader else { return nil }
            groups_replace(leader, 0)
            return status
        }
    }

    /// Ends the group and returns when its leader is gone.
    static func end(_ leader: pid_t) {
        undisturbed {
            groups_replace(leader, 0)
            groups_end(leader)
        }
    }

    /// Signals that would end us wait until the body is through.
    private static func undisturbed<Result>(_ body: () -> Result) -> Result {
        var before = sigset_t()
        groups_hold(&before)
        defer { groups_release(&before) }
        return body()
    }
}
