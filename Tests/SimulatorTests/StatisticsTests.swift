import ClusterModel
import Simulator
import TestSupport
import Testing

/// HAProxy's CSV against the recorded one, column by column.
struct StatisticsTests {
    private func lines(_ text: String) -> [[String]] {
        text.split(separator: "\n").map { line in
            line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// What kind of value stands in a cell: nothing, a number, or a text, which must be the same.
    private func kind(_ cell: String) -> String { cell.isEmpty ? "" : Int64(cell) == nil ? cell : "number" }

    private func recorded(_ state: String) throws -> [[String]] {
        lines(String(decoding: try Fixture("patroni-4.1.5/\(state)/haproxy.csv").bytes, as: UTF8.self))
    }

    @Test func `every cell of a healthy cluster is of the recorded kind`() throws {
        var lab = LabCluster()
        lab.advance(20)
        let (ours, theirs) = (lines(try lab.csv()), try recorded("healthy"))
        #expect(ours.first == theirs.first)
        #expect(ours.count == theirs.count)
        let header = try #require(theirs.first)
        for (ourRow, theirRow) in zip(ours.dropFirst(), theirs.dropFirst()) {
            #expect(ourRow.count == theirRow.count)
            for (index, (ourCell, theirCell)) in zip(ourRow, theirRow).enumerated() {
                let name = header.indices.contains(index) ? header[index] : "\(index)"
                #expect(kind(ourCell) == kind(theirCell), "\(theirRow[0]) \(theirRow[1]) \(name)")
            }
        }
    }

    private func servers(_ lab: inout LabCluster) throws -> [String: [String: String]] {
        let table = lines(try lab.csv())
        let header = try #require(table.first)
        let rows = table.dropFirst().filter { $0[0] == "opengauss" }.map { row in
            (row[1], Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first }))
        }
        return Dictionary(rows, uniquingKeysWith: { first, _ in first })
    }

    @Test func `a crashed leader goes down by steps of its checks and takes its sessions along`() throws {
        var lab = LabCluster()
        lab.advance(10)
        #expect(try Int(#require(servers(&lab)["dbsrv2"]?["scur"])) ?? 0 > 0)
        lab.apply(.crash(.leader))
        var seen: [String] = []
        for _ in 0..<120 {
            lab.advance(0.1)
            let server = try #require(servers(&lab)["dbsrv2"])
            let status = try #require(server["status"])
            if seen.last != status { seen.append(status) }
            #expect(server["scur"] == "0")
        }
        #expect(seen == ["UP", "UP 2/3", "UP 1/3", "DOWN"])
        let server = try #require(servers(&lab)["dbsrv2"])
        #expect(server["check_status"] == "L4CON")
        #expect(server["last_chk"] == "Connection refused")
        #expect(server["check_desc"] == "Layer4 connection problem")
        #expect(try servers(&lab)["BACKEND"]?["status"] == "DOWN")
        let change = try #require(Int(server["lastchg"] ?? ""))
        #expect(change > 0 && change < 10)
    }

    @Test func `the new leader comes up by steps and gets the sessions`() throws {
        var lab = LabCluster()
        lab.apply(.crash(.leader))
        lab.advance { $0.leader != nil && $0.leader != "db2" }
        let name = "dbsrv\(try #require(lab.cluster.leader?.text.last))"
        var seen: [String] = []
        for _ in 0..<100 {
            lab.advance(0.1)
            let status = try #require(servers(&lab)[name]?["status"])
            if seen.last != status { seen.append(status) }
        }
        #expect(seen == ["DOWN", "DOWN 1/2", "UP"])
        lab.advance(5)
        #expect(try Int(#require(servers(&lab)[name]?["scur"])) ?? 0 > 0)
    }

    @Test func `an address that is stale times out`() throws {
        var lab = LabCluster()
        lab.apply(.proxyStaleAddress(0, .leader))
        lab.advance(30)
        let server = try #require(servers(&lab)["dbsrv2"])
        #expect(server["status"] == "DOWN")
        #expect(server["check_status"]?.hasSuffix("L4TOUT") == true)
        #expect(lab.cluster.leader == "db2")
    }

    @Test func `addresses are shown with legends alone`() throws {
        var blueprint = LabCluster.blueprint(leader: "db1")
        var hidden = LabCluster(blueprint)
        #expect(try servers(&hidden)["dbsrv1"]?["addr"] == "")
        blueprint.showsLegends = true
        var shown = LabCluster(blueprint)
        #expect(try servers(&shown)["dbsrv1"]?["addr"] == "127.0.0.11:5432")
    }

    @Test func `without ;csv the page is HTML`() throws {
        var lab = LabCluster()
        let answer = lab.cluster.answer(SimulatedRequest(.proxy(0), path: "/"), at: lab.now)
        #expect(answer.response?[header: "content-type"] == "text/html")
        #expect(answer.response?.text.hasPrefix("<!DOCTYPE HTML") == true)
    }

    @Test func `a proxy that is down refuses and counts from zero when it is back`() throws {
        var lab = LabCluster()
        lab.advance(5)
        lab.apply(.proxyDown(0))
        #expect(lab.cluster.answer(SimulatedRequest(.proxy(0), path: "/;csv"), at: lab.now) == .refuse)
        #expect(lab.cluster.routeClient(through: 0, at: lab.now) == .refused)
        lab.apply(.proxyUp(0))
        lab.advance(10)
        let total = try #require(servers(&lab)["dbsrv2"]?["stot"])
        #expect((1..<200).contains(try #require(Int(total))))
        #expect(lab.cluster.routeClient(through: 0, at: lab.now) == .answered)
    }
}
