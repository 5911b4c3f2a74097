// SPDX-License-Identifier: Apache-2.0
#include "http/transport_failure.h"

#include "http/client.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace inland::http {

namespace {

struct Failure {
    CURLcode code;
    ErrorKind kind;
    std::string_view name;
    std::string_view text;
};

constexpr std::array failures = {
    Failure{CURLE_URL_MALFORMAT, ErrorKind::InvalidInput, "", "the URL is malformed"},
    Failure{CURLE_UNSUPPORTED_PROTOCOL, ErrorKind::InvalidInput, "",
            "only http and https are spoken"},
    Failure{CURLE_COULDNT_RESOLVE_HOST, ErrorKind::Unavailable, transport_code::name_not_found,
            "the name does not resolve"},
    Failure{CURLE_COULDNT_RESOLVE_PROXY, ErrorKind::Unavailable, transport_code::name_not_found,
            "the proxy's name does not resolve"},
    Failure{CURLE_COULDNT_CONNECT, ErrorKind::Unavailable, transport_code::connection_refused,
            "nobody answers there"},
    Failure{CURLE_PEER_FAILED_VERIFICATION, ErrorKind::Unavailable, transport_code::tls_failure,
            "its certificate is not trusted"},
    Failure{CURLE_SSL_CONNECT_ERROR, ErrorKind::Unavailable, transport_code::tls_failure,
            "the TLS handshake failed"},
    Failure{CURLE_SSL_CACERT_BADFILE, ErrorKind::InvalidInput, transport_code::tls_failure,
            "the CA bundle cannot be read"},
    Failure{CURLE_GOT_NOTHING, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection was closed without an answer"},
    Failure{CURLE_SEND_ERROR, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection broke while sending"},
    Failure{CURLE_SEND_FAIL_REWIND, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection broke before an answer"},
    Failure{CURLE_RECV_ERROR, ErrorKind::Unavailable, transport_code::connection_broken,
            "the connection broke while receiving"},
    Failure{CURLE_PARTIAL_FILE, ErrorKind::Unavailable, transport_code::connection_broken,
            "the answer ended too early"},
    Failure{CURLE_WEIRD_SERVER_REPLY, ErrorKind::Unavailable, transport_code::connection_broken,
            "the answer is not HTTP"},
    Failure{CURLE_WRITE_ERROR, ErrorKind::Unavailable, transport_code::connection_broken,
            "the answer is too large"},
};

constexpr Failure other_failure{CURLE_OK, ErrorKind::Unavailable, transport_code::connection_broken,
                                "the request failed"};

bool was_connected(CURL* handle) {
    curl_off_t pretransfer = 0;
    curl_easy_getinfo(handle, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
    return pretransfer > 0;
}

Error timed_out(CURL* handle, std::string_view origin) {
    const bool sent = was_connected(handle);
    return {ErrorKind::Timeout,
            fmt::format("{}: {}", origin, sent ? "no answer in time" : "no connection in time"),
            std::string(sent ? transport_code::timeout : transport_code::connect_timeout)};
}

/// What the proxy answered to CONNECT when it refused; else 0.
long refusal_of_proxy(CURL* handle) {
    long status = 0;
    curl_easy_getinfo(handle, CURLINFO_HTTP_CONNECTCODE, &status);
    constexpr long ok = 200;
    return status / 100 * 100 == ok ? 0 : status;
}

}  // namespace

Error transport_failure(CURL* handle, CURLcode code, std::string_view origin,
                        std::string_view detail) {
    if (code == CURLE_OPERATION_TIMEDOUT)
        return timed_out(handle, origin);
    if (const long status = refusal_of_proxy(handle); status != 0)
        return {ErrorKind::Unavailable, fmt::format("{}: the proxy answered {}", origin, status),
                std::string(transport_code::proxy_refused)};
    const auto* known = std::ranges::find(failures, code, &Failure::code);
    const Failure& said = known == failures.end() ? other_failure : *known;
    return {said.kind,
            fmt::format("{}: {} ({})", origin, said.text,
                        detail.empty() ? std::string_view(curl_easy_strerror(code)) : detail),
            std::string(said.name)};
}

}  // namespace inland::http
