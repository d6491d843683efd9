/// The columns of HAProxy 2.6's statistics CSV and rows made of them.
struct StatisticsTable {
    /// The header line of HAProxy 2.6.12, without its newline.
    static let header = """
        # pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,\
        status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,\
        type,rate,rate_lim,rate_max,check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,\
        hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,\
        comp_out,comp_byp,comp_rsp,lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,\
        agent_code,agent_duration,check_desc,agent_desc,check_rise,check_fall,check_health,agent_rise,\
        agent_fall,agent_health,addr,cookie,mode,algo,conn_rate,conn_rate_max,conn_tot,intercepted,dcon,\
        dses,wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,qtime_max,ctime_max,rtime_max,\
        ttime_max,eint,idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,uweight,agg_server_status,\
        agg_server_check_status,agg_check_status,-,ssl_sess,ssl_reused_sess,ssl_failed_handshake,\
        h2_headers_rcvd,h2_data_rcvd,h2_settings_rcvd,h2_rst_stream_rcvd,h2_goaway_rcvd,\
        h2_detected_conn_protocol_errors,h2_detected_strm_protocol_errors,h2_rst_stream_resp,h2_goaway_resp,\
        h2_open_connections,h2_backend_open_streams,h2_total_connections,h2_backend_total_streams,\
        h1_open_connections,h1_open_streams,h1_total_connections,h1_total_streams,h1_bytes_in,h1_bytes_out,\
        h1_spliced_bytes_in,h1_spliced_bytes_out,
        """

    /// Where each column stands.
    private static let columns: [String: Int] = Dictionary(
        header.split(separator: ",").enumerated().map { (String($1), $0) },
        uniquingKeysWith: { first, _ in first }
    )

    /// Which columns a kind of row fills, with their zeros: a row as HAProxy 2.6.12 prints it right after its start.
    enum Kind: String {
        case httpFrontend = """
            stats,FRONTEND,,,0,0,100,0,0,0,0,0,0,,,,,OPEN,,,,,,,,,1,2,0,,,,0,0,0,0,,,,0,0,0,0,0,0,,0,0,0,,,\
            0,0,0,0,,,,,,,,,,,,,,,,,,,,,http,,0,0,0,0,0,0,0,,,0,0,,,,,,,0,,,,,,,,,-,0,0,0,0,0,0,0,0,0,0,0,0,\
            0,0,0,0,0,0,0,0,0,0,0,0,
            """
        case httpBackend = """
            stats,BACKEND,0,0,0,0,10,0,0,0,0,0,,0,0,0,0,UP,0,0,0,,0,0,,,1,2,0,,0,,1,0,,0,,,,0,0,0,0,0,0,,,,\
            0,0,0,0,0,0,0,0,,,0,0,0,0,,,,,,,,,,,,,,http,,,,,,,,0,0,0,0,0,,,0,0,0,0,0,,,,,0,0,0,0,-,0,0,0,0,\
            0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,
            """
        case frontend = """
            x,FRONTEND,,,0,0,100,0,0,0,0,0,0,,,,,OPEN,,,,,,,,,1,3,0,,,,0,0,0,0,,,,,,,,,,,0,0,0,,,0,0,0,0,,,,\
            ,,,,,,,,,,,,,,,,,tcp,,0,0,0,,0,0,0,,,,,,,,,,,0,,,,,,,,,-,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,\
            0,0,0,0,0,
            """
        case server = """
            x,y,0,0,0,0,100,0,0,0,,0,,0,0,0,0,DOWN,1,1,0,0,0,0,0,,1,3,1,,0,,2,0,,0,L7STS,503,0,,,,,,,,,,,0,\
            0,,,,,-1,,,0,0,0,0,,,,z,,2,3,0,,,,,,tcp,,,,,,,,0,0,0,,,0,,0,0,0,0,0,0,0,0,1,1,,,,-,0,0,0,,,,,,,,\
            ,,,,,,,,,,,,,,
            """
        case backend = """
            x,BACKEND,0,0,0,0,10,0,0,0,0,0,,0,0,0,0,UP,1,1,0,,0,0,0,,1,3,0,,0,,1,0,,0,,,,,,,,,,,,,,0,0,0,0,\
            0,0,0,,,0,0,0,0,,,,,,,,,,,,,,tcp,,,,,,,,0,0,0,,,,,0,0,0,0,0,,,,,1,0,0,0,-,0,0,0,0,0,0,0,0,0,0,0,\
            0,0,0,0,0,0,0,0,0,0,0,0,0,
            """

        fileprivate var cells: [Substring] {
            rawValue.split(separator: ",", omittingEmptySubsequences: false)
        }
    }

    private(set) var text = StatisticsTable.header + "\n"

    /// Appends a row of a kind with the cells that differ from its zeros; unknown columns are left out.
    mutating func append(_ kind: Kind, _ values: KeyValuePairs<String, String>) {
        var cells = kind.cells
        for (column, value) in values {
            guard let index = Self.columns[column], cells.indices.contains(index) else { continue }
            cells[index] = Substring(Self.quoted(value))
        }
        text += cells.joined(separator: ",") + "\n"
    }

    /// RFC 4180, as HAProxy quotes where it must.
    private static func quoted(_ value: String) -> String {
        guard value.contains(where: { $0 == "," || $0 == "\"" || $0 == "\n" }) else { return value }
        return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
