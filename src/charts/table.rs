use web_sys::Element;
use yew::prelude::*;

/// One row of a table: its heading, and a cell for each further column of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the row is about.
    pub head: AttrValue,
    /// Its figures.
    pub cells: Vec<AttrValue>,
}

/// Properties of [`DataTable`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DataTableProps {
    /// What the table shows, with its unit.
    pub caption: AttrValue,
    /// Headings: first that of the row headings, then one for each column.
    pub columns: Vec<AttrValue>,
    /// Makes the rows. Called only while the table is open, as five hundred weeks are not worth building unseen.
    pub rows: Callback<(), Vec<Row>>,
    /// What folds and unfolds it.
    #[prop_or(AttrValue::Static("as a table"))]
    pub summary: AttrValue,
    /// Whether it starts open.
    #[prop_or_default]
    pub open: bool,
}

/// The figures behind a chart, folded away until asked for.
#[component]
pub fn DataTable(props: &DataTableProps) -> Html {
    let open = use_state_eq(|| props.open);
    let ontoggle = {
        let open = open.clone();
        Callback::from(move |event: Event| {
            let details: Option<Element> = event.target_dyn_into();
            open.set(details.is_some_and(|details| details.has_attribute("open")));
        })
    };
    let heading = |name: &AttrValue| html! { <th scope="col">{ name }</th> };
    html! {
        <details class="as-table" open={*open} {ontoggle}>
            <summary>{ &props.summary }</summary>
            if *open {
                // Wide tables scroll by themselves; the focus lets the keyboard scroll them.
                <div class="as-table-scroll" tabindex="0" role="region" aria-label={props.caption.clone()}>
                    <table>
                        <caption>{ &props.caption }</caption>
                        <thead><tr>{ for props.columns.iter().map(heading) }</tr></thead>
                        <tbody>{ for props.rows.emit(()).iter().map(row) }</tbody>
                    </table>
                </div>
            }
        </details>
    }
}

fn row(row: &Row) -> Html {
    html! {
        <tr>
            <th scope="row">{ &row.head }</th>
            { for row.cells.iter().map(|cell| html! { <td>{ cell }</td> }) }
        </tr>
    }
}
