// SPDX-License-Identifier: Apache-2.0
#include "http/curl_stream.h"

#include "http/client.h"
#include "http/header_line.h"
#include "http/transport_failure.h"

#include <algorithm>

#include <fmt/format.h>

namespace inland::http {

namespace {

/// Of libcurl's buffers for bodies: few system calls, and what they hold stays in the processor's
/// cache between receiving, hashing and sending.
constexpr long buffer_bytes = 256L * 1024;
constexpr std::size_t longest_kept_body = std::size_t{8} * 1024 * 1024;

bool is_success(int status) {
    constexpr int first = 200;
    constexpr int last = 299;
    return status >= first && status <= last;
}

}  // namespace

CurlStream::CurlStream(StreamRequest request, const StreamOptions& options)
    : request_(std::move(request)), easy_(curl_easy_init()) {
    set_transport(options);
    set_method();
    set_headers();
}

void CurlStream::set_transport(const StreamOptions& options) {
    const auto& head = request_.head;
    curl_easy_setopt(handle(), CURLOPT_URL, (head.origin + head.target).c_str());
    curl_easy_setopt(handle(), CURLOPT_PATH_AS_IS, 1L);
    curl_easy_setopt(handle(), CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle(), CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    curl_easy_setopt(handle(), CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(handle(), CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(options.connect_timeout.count()));
    curl_easy_setopt(handle(), CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(handle(), CURLOPT_LOW_SPEED_TIME,
                     static_cast<long>(options.stall_timeout.count()));
    if (!options.ca_bundle.empty())
        curl_easy_setopt(handle(), CURLOPT_CAINFO, options.ca_bundle.c_str());
    if (request_.sink != nullptr)
        curl_easy_setopt(handle(), CURLOPT_BUFFERSIZE, buffer_bytes);
    if (request_.source != nullptr)
        curl_easy_setopt(handle(), CURLOPT_UPLOAD_BUFFERSIZE, buffer_bytes);
    curl_easy_setopt(handle(), CURLOPT_ERRORBUFFER, detail_.data());
    curl_easy_setopt(handle(), CURLOPT_HEADERFUNCTION, &CurlStream::take_header);
    curl_easy_setopt(handle(), CURLOPT_HEADERDATA, this);
    curl_easy_setopt(handle(), CURLOPT_WRITEFUNCTION, &CurlStream::take_body);
    curl_easy_setopt(handle(), CURLOPT_WRITEDATA, this);
    curl_easy_setopt(handle(), CURLOPT_PRIVATE, this);
}

void CurlStream::set_method() {
    const auto& method = request_.head.method;
    if (method == "HEAD") {
        curl_easy_setopt(handle(), CURLOPT_NOBODY, 1L);
        return;
    }
    constexpr std::array with_body = {"POST", "PUT", "PATCH"};
    if (std::ranges::find(with_body, method) != with_body.end())
        set_body();
    curl_easy_setopt(handle(), CURLOPT_CUSTOMREQUEST, method.c_str());
}

void CurlStream::set_body() {
    const auto bytes =
        request_.source != nullptr ? request_.source_bytes : request_.head.body.size();
    curl_easy_setopt(handle(), CURLOPT_POST, 1L);
    curl_easy_setopt(handle(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(bytes));
    curl_easy_setopt(handle(), CURLOPT_READFUNCTION, &CurlStream::give_body);
    curl_easy_setopt(handle(), CURLOPT_READDATA, this);
}

/// libcurl's own additions are switched off by fields without a value ("Name:").
void CurlStream::set_headers() {
    auto& fields = request_.head.headers;
    for (const auto* unwanted : {"Expect", "Accept", "Content-Type"})
        if (!fields.get(unwanted))
            append_header(std::string(unwanted) + ":");
    for (const auto* ours : {"Content-Length", "Transfer-Encoding", "Expect"})
        fields.remove(ours);
    for (const auto& [name, value] : fields.fields())
        append_header(trim(value).empty() ? name + ";" : name + ": " + value);
    curl_easy_setopt(handle(), CURLOPT_HTTPHEADER, headers_.get());
}

void CurlStream::append_header(const std::string& line) {
    if (!has_line_break(line))
        headers_.reset(curl_slist_append(headers_.release(), line.c_str()));
}

std::size_t CurlStream::give_body(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<CurlStream*>(self)->give({data, size * count});
}

std::size_t CurlStream::give(std::span<char> room) {
    if (request_.source == nullptr) {
        const auto given = request_.head.body.copy(room.data(), room.size(), sent_);
        sent_ += given;
        return given;
    }
    const auto given = request_.source->give(room);
    refused_ = !given;
    return given.value_or(CURL_READFUNC_ABORT);
}

std::size_t CurlStream::take_header(char* data, std::size_t size, std::size_t count, void* self) {
    static_cast<CurlStream*>(self)->on_header({data, size * count});
    return size * count;
}

/// A status line begins a response anew: 100 Continue comes before the final one.
void CurlStream::on_header(std::string_view line) {
    constexpr std::size_t most_fields = 1000;
    if (const auto status = status_of(line)) {
        response_ = Response{.status = *status};
        return;
    }
    const auto colon = line.find(':');
    if (colon != line.npos && response_.headers.fields().size() < most_fields)
        response_.headers.add(std::string(trim(line.substr(0, colon))),
                              std::string(trim(line.substr(colon + 1))));
}

std::size_t CurlStream::take_body(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<CurlStream*>(self)->on_body({data, size * count});
}

bool CurlStream::is_for_sink() const {
    return request_.sink != nullptr && is_success(response_.status);
}

std::size_t CurlStream::on_body(std::string_view bytes) {
    if (!is_for_sink()) {
        if (response_.body.size() + bytes.size() > longest_kept_body)
            return 0;
        response_.body.append(bytes);
        return bytes.size();
    }
    refused_ = (!std::exchange(begun_, true) && !request_.sink->begin(response_)) ||
               !request_.sink->take(bytes);
    return refused_ ? 0 : bytes.size();
}

Result<Response> CurlStream::complete(CURLcode code) {
    // An answer without a byte of body has a head all the same.
    if (code == CURLE_OK && is_for_sink() && !std::exchange(begun_, true))
        refused_ = !request_.sink->begin(response_);
    if (refused_)
        return failure(ErrorKind::Failed, request_.head.origin + ": given up");
    if (code == CURLE_OK)
        return std::move(response_);
    return std::unexpected(transport_failure(handle(), code, request_.head.origin, detail_.data()));
}

}  // namespace inland::http
