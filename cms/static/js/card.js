// The token of a scanned card stands in the fragment of the address: it leaves the address bar and
// goes to the server in the body of the form, so that no log and no history holds it.
const token = location.hash.slice(1);
const field = document.querySelector("[data-card-token]");

if (token && field) {
  history.replaceState(null, "", location.pathname + location.search);
  field.value = token;
  field.form.submit();
}
