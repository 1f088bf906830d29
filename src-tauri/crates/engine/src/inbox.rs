//! Pages of the inbox, the counters, and an order in detail; personal data is masked until it is revealed.

use domain::person::{mask_name, mask_phone};
use domain::{AccountId, LineId, OrderLine, Price, Sentence, Status, Won};
use store::{ClaimCount, InboxQuery, KeptReport, LineRow, PageAt, RowReport};

use crate::deadlines::Book;
use crate::desk::Desk;
use crate::engine::Engine;
use crate::plan::{Bundled, UnderWay};
use crate::view::{
    ClaimCounts, Counts, InboxPage, InboxRow, MoneyRow, OrderDetail, OrderLineView, Problem, RevealedView,
    UndeliveredView,
};
use crate::{cap, claims, masked, offers, problem, timeline, told};

/// Rows that a page may have; the window shows far fewer at once.
const MOST_ROWS: u32 = 500;

impl Engine {
    /// A piece of the inbox.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox_page(&self, query: InboxQuery, at: PageAt, limit: u32) -> Result<InboxPage, Problem> {
        cap::query(&query)?;
        self.ask(move |desk| {
            let page = desk.store.page(&query, at, limit.min(MOST_ROWS))?;
            let book = Book::of(desk)?;
            let shown = |row| inbox_row(desk, &book, row);
            Ok(InboxPage {
                rows: page.rows.into_iter().map(shown).collect::<Result<_, _>>()?,
                first: page.first,
                total: page.total,
                total_is_floor: page.total_is_floor,
            })
        })
        .await
    }

    /// The lines from one row of the inbox to another, for a selection over many pages.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn inbox_keys(
        &self,
        query: InboxQuery,
        first: u32,
        last: u32,
    ) -> Result<Vec<(AccountId, LineId)>, Problem> {
        cap::query(&query)?;
        cap::count(last.saturating_sub(first) as usize + 1)?;
        self.ask(move |desk| Ok(desk.store.keys_between(&query, first, last)?)).await
    }

    /// The counters of the rail, the views and the queues.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn counts(&self) -> Result<Counts, Problem> {
        self.ask(counted).await
    }

    /// An order in the detail panel, opened on one of its lines.
    ///
    /// # Errors
    /// When the line is not here, or the store fails.
    pub async fn order_detail(&self, account: AccountId, line: LineId) -> Result<OrderDetail, Problem> {
        self.ask(move |desk| detail(desk, &account, &line)).await
    }

    /// The receiver of a line in full. It is logged before it is given.
    ///
    /// # Errors
    /// When the line is not here, or the store fails.
    pub async fn reveal_receiver(&self, account: AccountId, line: LineId) -> Result<RevealedView, Problem> {
        self.ask(move |desk| {
            let line = known(desk, &account, &line)?;
            desk.store.log_access(&account, &line.order, "receiver", desk.now())?;
            let told = told::people_of(&line);
            Ok(masked::revealed(line.receiver, told))
        })
        .await
    }
}

/// A line that must be here.
fn known(desk: &Desk, account: &AccountId, line: &LineId) -> Result<OrderLine, Problem> {
    desk.store.line(account, line)?.ok_or_else(|| problem::no_such("line", line.as_str()))
}

/// A row of the grid.
fn inbox_row(desk: &Desk, book: &Book, row: LineRow) -> Result<InboxRow, Problem> {
    let deadline = book.of_row(desk, &row)?;
    let failing = desk.door(&row.account)?.live().problem.is_some();
    Ok(InboxRow {
        key: row.key,
        account: row.account,
        marketplace: row.marketplace,
        order: row.order,
        line: row.line,
        bundle: row.bundle,
        bundle_lines: row.bundle_lines,
        status: row.status,
        stage: row.stage,
        raw_status: row.raw_status,
        at: row.paid_at.unwrap_or(row.ordered_at),
        ship_by: row.ship_by,
        deadline,
        product: row.product,
        option: row.option,
        quantity: row.quantity,
        // A marketplace that counts no claimed pieces leaves the quantity of a cancelled line as it was.
        to_ship: if row.status == Status::Canceled { 0 } else { row.quantity.to_ship() },
        amount: row.amount,
        receiver: mask_name(&row.receiver_name),
        phone: mask_phone(&row.receiver_phone),
        region: row.region,
        has_memo: row.has_memo,
        name_mismatch: row.name_mismatch,
        invoice: row.invoice,
        claim: row.claim,
        action: row.action,
        stale_since: failing.then_some(row.seen_at),
        dispatch_hold: row.dispatch_hold,
        add_on: row.add_on,
        delayed_because: Some(row.delayed_because).filter(|words| !words.is_empty()),
        undelivered: row.undelivered.map(waiting),
    })
}

/// A report that waits for an answer.
fn waiting(report: RowReport) -> UndeliveredView {
    UndeliveredView {
        report: report.report,
        reported_at: report.reported_at,
        reason: report.reason,
        status: report.raw_status,
        settled_at: None,
    }
}

/// The report on a line that is worth showing: the one that waits, else the newest.
fn report_on(line: &OrderLine, reports: &[KeptReport]) -> Option<UndeliveredView> {
    let here = reports.iter().map(|kept| &kept.report).filter(|report| report.line == line.line);
    let shown = here.max_by_key(|report| (report.settled_at.is_none(), report.reported_at))?.clone();
    Some(UndeliveredView {
        report: shown.report,
        reported_at: shown.reported_at,
        reason: shown.reason,
        status: shown.raw_status,
        settled_at: shown.settled_at,
    })
}

/// Every counter.
fn counted(desk: &Desk) -> Result<Counts, Problem> {
    let mut counts = Counts::default();
    let by_account = desk.store.counts()?;
    for status in Status::ALL {
        let lines = by_account.iter().filter(|count| count.status == status).map(|count| count.lines).sum();
        counts.lines.push((status, lines));
    }
    let shown = |count: ClaimCount| {
        let ClaimCount { account, kind, step, claims } = count;
        ClaimCounts { account, kind, step, claims }
    };
    counts.claims = desk.store.claim_counts()?.into_iter().map(shown).collect();
    for (state, actions) in desk.store.journal_counts()? {
        match state {
            domain::ActionState::Unknown => counts.unknown_actions = actions,
            domain::ActionState::Failed => counts.failed_actions = actions,
            _ => {}
        }
    }
    Ok(counts)
}

/// An order with everything around it.
fn detail(desk: &Desk, account: &AccountId, line: &LineId) -> Result<OrderDetail, Problem> {
    let opened = known(desk, account, line)?;
    let door = desk.door(account)?;
    let bundled = Bundled::of(desk, account, line)?;
    let rows = desk.store.line_rows_of_order(account, &opened.order)?;
    let reports = desk.store.reports_of_order(account, &opened.order)?;
    let book = Book::of(desk)?;
    let lines = rows
        .into_iter()
        .filter_map(|row| bundled.whole.iter().find(|line| line.line == row.line).map(|line| (row, line)))
        .map(|(row, line)| Ok(line_view(inbox_row(desk, &book, row)?, line, &reports)))
        .collect::<Result<_, Problem>>()?;
    Ok(OrderDetail {
        account: account.clone(),
        account_name: door.account.name.clone(),
        marketplace: opened.marketplace,
        order: opened.order.clone(),
        line: line.clone(),
        lines,
        receiver: masked::address(&opened.receiver),
        money: money(&bundled.whole),
        ordered_at: opened.ordered_at,
        channel: opened.channel.clone(),
        offers: offers::on_bundle(desk, &bundled, &opened.line, &UnderWay::now(desk)?)?,
        claims: claims::of_order(desk, account, &opened.order)?,
        timeline: timeline::of_order(desk, account, &opened.order)?,
    })
}

/// A line of the detail panel.
fn line_view(row: InboxRow, line: &OrderLine, reports: &[KeptReport]) -> OrderLineView {
    OrderLineView {
        row,
        unit: line.price.unit,
        sku: line.product.sku.clone(),
        shown_name: line.product.shown_name.clone(),
        inputs: line.product.inputs.clone(),
        courier: line.delivery.courier_name.clone(),
        hoped_for: line.delivery.hoped_for,
        undelivered: report_on(line, reports),
        told: told::of_line(line),
    }
}

/// What an order cost, with the shipping of each bundle once.
fn money(lines: &[OrderLine]) -> Vec<MoneyRow> {
    let sum = |part: fn(&Price) -> Won| lines.iter().map(|line| part(&line.price)).sum::<Won>();
    let mut bundles: Vec<&OrderLine> = Vec::new();
    for line in lines {
        if !bundles.iter().any(|known| known.bundle == line.bundle) {
            bundles.push(line);
        }
    }
    let once = |part: fn(&Price) -> Won| bundles.iter().map(|line| part(&line.price)).sum::<Won>();
    let shipping = once(|price| price.shipping);
    let remote = once(|price| price.remote);
    let seller = Won::ZERO - sum(|price| price.seller_discount);
    let market = Won::ZERO - sum(|price| price.marketplace_discount);
    let goods = sum(|price| price.total);
    let rows = [
        ("상품 금액", "Goods", goods),
        ("판매자 할인", "Seller's discount", seller),
        ("마켓 할인", "Marketplace's discount", market),
        ("배송비", "Shipping", shipping),
        ("도서산간 추가", "Remote area surcharge", remote),
    ];
    let mut money: Vec<MoneyRow> = rows
        .into_iter()
        .enumerate()
        .filter(|(place, (.., amount))| *place == 0 || *amount != Won::ZERO)
        .map(|(_, (ko, en, amount))| MoneyRow { label: Sentence::fixed(ko, en), amount, total: false })
        .collect();
    let amount = goods + seller + market + shipping + remote;
    money.push(MoneyRow {
        label: Sentence::fixed("구매자 결제", "Paid by the buyer"), amount, total: true
    });
    money
}
