package org.eibalance.batch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.eibalance.figure.Figure;
import org.eibalance.figure.FigureRenderer;
import org.eibalance.result.Table;

/**
 * A batch as one page of HTML: what was done, what went wrong, how each number is distributed, and all rows with links
 * to the figures of their files. The pictures are in the page; it loads nothing and runs nothing.
 */
public final class BatchReport {

    private static final double WIDTH_MM = 85;
    private static final double HEIGHT_MM = 50;
    private static final int MAX_LINKS = 12;

    private static final String STYLE = "body{font:15px/1.5 sans-serif;max-width:75em;margin:2em auto;padding:0 1em;"
            + "color:#222;background:#fff}h1{font-size:1.5em}"
            + "h2{font-size:1.15em;margin-top:2em;border-bottom:1px solid #ccc}"
            + ".pictures{display:grid;grid-template-columns:repeat(auto-fill,minmax(21em,1fr));gap:1em}"
            + "figure{margin:0}figure img{width:100%;height:auto}figcaption{font-size:.85em;color:#555}"
            + ".wide{overflow-x:auto}table{border-collapse:collapse;font-size:.85em}"
            + "th,td{padding:.2em .7em;text-align:left;border-bottom:1px solid #e5e5e5;vertical-align:top}"
            + "th{background:#fff;position:sticky;top:0}td.number{text-align:right;font-variant-numeric:tabular-nums}"
            + ".error{color:#a33a00}";

    private final String title;
    private final Map<String, String> settings;
    private final BatchResult result;
    private final Function<String, String> figureOf;

    /**
     * @param title heading of the page
     * @param settings what was done to each file, by key
     * @param result what came of it
     * @param figureOf where the figure of a file lies, by the name of the file: a path with slashes, relative to the
     *     page
     */
    public BatchReport(
            final String title,
            final Map<String, String> settings,
            final BatchResult result,
            final Function<String, String> figureOf) {
        this.title = title;
        this.settings = settings;
        this.result = result;
        this.figureOf = figureOf;
    }

    /**
     * Writes the page. What a row holds never keeps the tables of a batch from being written: if the page itself cannot
     * be made, it says so.
     *
     * @param out where to, in UTF-8; not closed
     * @throws IOException if it cannot be written
     */
    public void write(final OutputStream out) throws IOException {
        final StringWriter page = new StringWriter();
        try {
            write(page);
        } catch (final CancellationException e) {
            throw e;
        } catch (final RuntimeException e) {
            page.getBuffer().setLength(0);
            page.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escape(title)
                    + "</title>\n</head>\n<body>\n<h1>" + escape(title)
                    + "</h1>\n<p class=\"error\">This page could not "
                    + "be made (" + escape(e.toString()) + "). All rows are in summary.csv.</p>\n</body>\n</html>\n");
        }
        out.write(page.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void write(final Writer page) throws IOException {
        page.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width\">\n<meta "
                + "http-equiv=\"Content-Security-Policy\" "
                + "content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n<title>"
                + escape(title) + "</title>\n<style>"
                + STYLE + "</style>\n</head>\n<body>\n<h1>" + escape(title) + "</h1>\n");
        final int failed = result.errors().rows();
        page.write("<p>" + files(result.inputs().size() + failed) + ": "
                + result.inputs().size() + " went well; with errors: " + failed + ".</p>\n");
        writeSettings(page);
        if (failed > 0) writeErrors(page);
        writeChecks(page);
        writeDistributions(page);
        writeRows(page);
        page.write("</body>\n</html>\n");
    }

    private static String files(final int count) {
        return count + (count == 1 ? " file" : " files");
    }

    private void writeSettings(final Writer page) throws IOException {
        page.write("<details>\n<summary>Settings</summary>\n<table>\n");
        for (final Map.Entry<String, String> setting : settings.entrySet()) {
            page.write(
                    "<tr><th>" + escape(setting.getKey()) + "</th><td>" + escape(setting.getValue()) + "</td></tr>\n");
        }
        page.write("</table>\n</details>\n");
    }

    private void writeErrors(final Writer page) throws IOException {
        page.write("<h2>Errors</h2>\n<table>\n<tr><th>file</th><th>why</th></tr>\n");
        for (int row = 0; row < result.errors().rows(); row++) {
            page.write("<tr><td>" + escape((String) result.errors().get(row, "file")) + "</td><td class=\"error\">"
                    + escape((String) result.errors().get(row, "message")) + "</td></tr>\n");
        }
        page.write("</table>\n");
    }

    private void writeChecks(final Writer page) throws IOException {
        final BatchChecks checks = BatchChecks.of(result);
        if (checks.byName().isEmpty()) return;
        page.write("<h2>Checks</h2>\n<p>Each name leads to the figure of a file in which the check did not pass.</p>\n"
                + "<table>\n<tr><th>check</th><th>failed</th><th>doubtful</th><th>files</th></tr>\n");
        for (final Map.Entry<String, BatchChecks.Count> check : checks.byName().entrySet()) {
            final BatchChecks.Count count = check.getValue();
            page.write("<tr><td>" + escape(check.getKey()) + "</td><td class=\"number\">"
                    + count.failed().size() + "</td><td class=\"number\">"
                    + count.doubtful().size() + "</td><td>"
                    + links(count.failed(), "failed") + (count.doubtful().isEmpty() ? "" : " ")
                    + links(count.doubtful(), "doubtful") + "</td></tr>\n");
        }
        page.write("</table>\n");
    }

    /** The first files alone: all are among the rows below. */
    private String links(final List<String> files, final String state) {
        final List<String> links = new ArrayList<>();
        for (final String file : files.subList(0, Math.min(MAX_LINKS, files.size()))) links.add(link(file));
        if (files.size() > MAX_LINKS) links.add("and " + (files.size() - MAX_LINKS) + " more " + state);
        return String.join(", ", links);
    }

    private String link(final String file) {
        return "<a href=\"" + escape(address(figureOf.apply(file))) + "\">" + escape(file) + "</a>";
    }

    private void writeDistributions(final Writer page) throws IOException {
        page.write("<h2>Distributions</h2>\n<div class=\"pictures\">\n");
        for (final Distribution distribution : Distribution.of(result.summary())) {
            final Optional<String> undrawable = distribution.undrawable();
            if (undrawable.isPresent()) {
                page.write("<p>" + escape(undrawable.get()) + "</p>\n");
                continue;
            }
            final byte[] picture = FigureRenderer.svg(
                    new Figure("", WIDTH_MM, HEIGHT_MM, List.of(Figure.row(1, distribution.panel()))));
            final String column = escape(distribution.column());
            page.write("<figure><img alt=\"Histogram of " + column + "\" src=\"data:image/svg+xml;base64,"
                    + Base64.getEncoder().encodeToString(picture) + "\"><figcaption>" + column + ": "
                    + distribution.count() + (distribution.count() == 1 ? " value, median " : " values, median ")
                    + number(distribution, 0.5) + ", quartiles "
                    + number(distribution, 0.25) + " and " + number(distribution, 0.75) + ", from "
                    + number(distribution, 0) + " to " + number(distribution, 1) + "</figcaption></figure>\n");
        }
        page.write("</div>\n");
    }

    private static String number(final Distribution distribution, final double share) {
        return RoundedNumber.of(distribution.quantile(share));
    }

    private void writeRows(final Writer page) throws IOException {
        final Table table = result.summary();
        page.write("<h2>Files</h2>\n<p>Each name leads to the figure of its file. Numbers are rounded here; "
                + "summary.csv has "
                + "all their digits.</p>\n<div class=\"wide\">\n<table>\n<tr>");
        for (final String column : table.columns()) page.write("<th>" + escape(column) + "</th>");
        page.write("</tr>\n");
        for (int row = 0; row < table.rows(); row++) {
            page.write("<tr>");
            for (int column = 0; column < table.columns().size(); column++) page.write(cell(table, row, column));
            page.write("</tr>\n");
        }
        page.write("</table>\n</div>\n");
    }

    private String cell(final Table table, final int row, final int column) {
        final Object cell = table.get(row, column);
        final boolean failed = "error".equals(table.get(row, 1));
        if (cell instanceof Number)
            return "<td class=\"number\">" + RoundedNumber.of(((Number) cell).doubleValue()) + "</td>";
        final String text = cell == null ? "" : escape(cell.toString());
        if (failed) return "<td class=\"error\">" + text + "</td>";
        return column == 0 ? "<td>" + link(cell.toString()) + "</td>" : "<td>" + text + "</td>";
    }

    private static String address(final String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (final URISyntaxException e) {
            throw new IllegalStateException("any path can be quoted", e);
        }
    }

    private static String escape(final String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
