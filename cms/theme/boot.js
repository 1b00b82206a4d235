(function(d,k){var r=d.documentElement,s,v;r.classList.add("js");try{s=localStorage}catch(e){}
function get(n){try{return s.getItem(n)}catch(e){}}
function put(n,x){try{s.setItem(n,x)}catch(e){}}
function show(){r.dataset.text=v;d.querySelectorAll("[data-size]").forEach(function(b){b.setAttribute("aria-pressed",b.dataset.size===v)})}
v=get(k)||"19";show();if(get("font"))r.classList.add("font");
d.addEventListener("DOMContentLoaded",show);
addEventListener("load",function(){if(r.classList.contains("letters"))put("font","1")});
d.addEventListener("click",function(e){var b=e.target.closest&&e.target.closest("[data-size]");if(b){v=b.dataset.size;put(k,v);show()}})
})(document,"text-size")
