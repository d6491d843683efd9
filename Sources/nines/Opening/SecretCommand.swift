import Endpoints
import Glibc

/// A program that prints a secret; its arguments go to no shell.
struct SecretCommand {
    let arguments: [String]

    private static let limitBytes = 4096
    private static let limit = Duration.seconds(30)

    /// The first line that the program prints.
    func run() throws -> Secret {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure("no pipe can be had") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let child: pid_t
        do {
            defer { close(ends[1]) }
            child = try start(writingTo: ends[1])
        } catch {
            close(ends[0])
            throw error
        }
        defer { close(ends[0]) }
        let deadline = ContinuousClock.now + Self.limit
        let output = read(from: ends[0], until: deadline)
        let status = end(of: child, until: output == nil ? .now : deadline)
        guard let output else { throw failure("printed nothing usable within 30 s") }
        guard status == 0 else { throw failure("failed, or did not end within 30 s") }
        let line = output.prefix { !$0.isNewline }
        guard !line.isEmpty else { throw failure("printed an empty first line") }
        return Secret(String(line))
    }

    /// The program's status; one that runs past the deadline is killed.
    private func end(of child: pid_t, until deadline: ContinuousClock.Instant) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, WNOHANG) == 0 {
            if ContinuousClock.now >= deadline { kill(child, SIGKILL) }
            poll(nil, 0, 10)
        }
        return status
    }

    private func start(writingTo descriptor: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, descriptor, STDOUT_FILENO)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let code = posix_spawnp(&child, arguments.first ?? "", &actions, nil, &words, environ)
        guard code == 0 else { throw failure(String(cString: strerror(code))) }
        return child
    }

    /// Everything up to the end, or nil when it takes too long or says too much.
    private func read(from descriptor: Int32, until deadline: ContinuousClock.Instant) -> String? {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1024)
        while bytes.count <= Self.limitBytes, ContinuousClock.now < deadline {
            var state = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&state, 1, 100) > 0 else { continue }
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { return nil }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk.prefix(count)
        }
        return nil
    }

    private func failure(_ reason: String) -> Complaint {
        Complaint.configuration("the password command “\(arguments.first ?? "")” \(reason).")
    }
}
